package io.tocsin.simulator.bank;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The ledger on disk: one JSON line for each charge, only ever appended to.
 *
 * <p>What {@link #append} has returned from is with the operating system and survives a kill -9 of the process; it is
 * not forced to the disk, so it does not survive a loss of power. Only the bank's event loop appends; reading is safe
 * from any thread.
 */
final class LedgerFile implements AutoCloseable {
    /** The file's name in the data directory. */
    static final String NAME = "bank-ledger.ndjson";

    private static final System.Logger LOG = System.getLogger(LedgerFile.class.getName());
    private static final int READ_BUFFER = 1 << 16;
    private static final int LONGEST_LINE = 1 << 10;

    private final Path path;
    private final FileChannel channel;
    private ByteBuffer outgoing = ByteBuffer.allocateDirect(1 << 14);
    private volatile long length;

    private LedgerFile(Path path, FileChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    /**
     * Opens the ledger of a data directory, makes both where they are missing, and puts every charge into
     * {@code book}. A last line that was torn by a crash is cut off: its answer was never sent.
     *
     * @throws UncheckedIOException when the directory cannot be used, or another process uses it
     * @throws IllegalStateException when a line in the middle is damaged
     */
    static LedgerFile open(Path directory, ChargeBook book) {
        Path path = directory.resolve(NAME);
        FileChannel channel = null;
        try {
            Files.createDirectories(directory);
            channel = FileChannel.open(path, CREATE, READ, WRITE);
            lock(path, channel);
            var file = new LedgerFile(path, channel);
            file.load(book);
            return file;
        } catch (IOException e) {
            closeQuietly(channel);
            throw new UncheckedIOException(
                    "the bank cannot use its ledger " + path + ": " + e.getMessage()
                            + "; give it a data directory of its own that it may write to (tocsin.simulators.data-dir)",
                    e);
        } catch (RuntimeException e) {
            closeQuietly(channel);
            throw e;
        }
    }

    Path path() {
        return path;
    }

    /** Up to where the file holds whole lines, in bytes. */
    long length() {
        return length;
    }

    /**
     * Writes whole lines with one write(2). When that fails, what was written of them is cut off again.
     *
     * @return where the first of them begins
     */
    long append(ByteBuffer lines) throws IOException {
        if (outgoing.capacity() < lines.remaining()) {
            outgoing = ByteBuffer.allocateDirect(Integer.highestOneBit(lines.remaining()) * 2);
        }
        outgoing.clear().put(lines).flip();
        long start = length;
        try {
            while (outgoing.hasRemaining()) {
                channel.write(outgoing);
            }
        } catch (IOException e) {
            channel.truncate(start);
            channel.position(start);
            throw e;
        }
        length = channel.position();
        return start;
    }

    /** The line that begins here, without its end. */
    byte[] line(long offset) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(LONGEST_LINE);
        while (bytes.hasRemaining() && channel.read(bytes, offset + bytes.position()) > 0) {
            // Read on until the buffer is full or the file ends.
        }
        int end = 0;
        while (end < bytes.position() && bytes.get(end) != '\n') {
            end++;
        }
        return Arrays.copyOf(bytes.array(), end);
    }

    /** Forgets everything. */
    void clear() throws IOException {
        channel.truncate(0);
        channel.position(0);
        length = 0;
    }

    @Override
    public void close() {
        closeQuietly(channel);
    }

    private static void lock(Path path, FileChannel channel) throws IOException {
        FileLock lock;
        try {
            lock = channel.tryLock();
        } catch (OverlappingFileLockException e) {
            throw new IOException("this process already has a bank with the same ledger", e);
        }
        if (lock == null) {
            throw new IOException("another bank has it open");
        }
        LOG.log(System.Logger.Level.DEBUG, "locked {0}", path);
    }

    private void load(ChargeBook book) throws IOException {
        var loading = new Loading(book);
        ByteBuffer read = ByteBuffer.allocate(READ_BUFFER);
        while (channel.read(read.clear()) > 0) {
            read.flip();
            loading.take(read.array(), read.limit());
        }
        length = loading.wholeUntil();
        if (length < loading.position) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "the last line of {0} was torn by a crash; cut off {1} bytes, which no client had an answer for",
                    path,
                    loading.position - length);
            channel.truncate(length);
        }
        channel.position(length);
    }

    /** Puts lines into the book as they are read. A line that cannot be read is forgiven when it is the last. */
    private final class Loading {
        private static final long NONE = -1;

        private final ChargeBook book;
        private final LedgerLineReader reader = new LedgerLineReader();
        private final byte[] line = new byte[LONGEST_LINE];
        private int lineLength;
        private long lineStart;
        private long position;
        private long damagedLine = NONE;

        Loading(ChargeBook book) {
            this.book = book;
        }

        void take(byte[] bytes, int count) {
            int from = 0;
            for (int i = 0; i < count; i++) {
                if (bytes[i] == '\n') {
                    add(bytes, from, i - from);
                    endLine();
                    from = i + 1;
                    lineStart = position + from;
                }
            }
            add(bytes, from, count - from);
            position += count;
        }

        /** Up to where the file holds lines that could be read. */
        long wholeUntil() {
            if (damagedLine != NONE && lineLength > 0) {
                throw damagedAt(damagedLine);
            }
            return damagedLine == NONE ? lineStart : damagedLine;
        }

        private void add(byte[] bytes, int from, int count) {
            int fits = Math.min(count, line.length - Math.min(lineLength, line.length));
            System.arraycopy(bytes, from, line, Math.min(lineLength, line.length), fits);
            lineLength = Math.addExact(lineLength, count);
        }

        private void endLine() {
            BookedCharge charge = lineLength <= line.length ? reader.readCharge(line, lineLength) : null;
            if (damagedLine != NONE) {
                throw damagedAt(damagedLine);
            }
            if (charge == null) {
                damagedLine = lineStart;
            } else {
                book.add(charge, lineStart);
            }
            lineLength = 0;
        }
    }

    private IllegalStateException damagedAt(long offset) {
        return new IllegalStateException("the bank's ledger " + path + " is damaged at byte " + offset
                + ", before its last line: that was no crash of the bank. Repair the line, or move the file away to"
                + " begin an empty ledger");
    }

    private static void closeQuietly(@Nullable FileChannel channel) {
        if (channel == null) {
            return;
        }
        try {
            channel.close();
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, "cannot close the bank''s ledger: {0}", e.getMessage());
        }
    }
}
