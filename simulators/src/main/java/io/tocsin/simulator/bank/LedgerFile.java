package io.tocsin.simulator.bank;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
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
        var reader = new LedgerLineReader();
        var line = new byte[LONGEST_LINE];
        int inLine = 0;
        long lineStart = 0;
        long position = 0;
        @Nullable Long damaged = null;
        // Not closed: that would close the channel.
        InputStream in = new BufferedInputStream(Channels.newInputStream(channel), READ_BUFFER);
        for (int b = in.read(); b >= 0; b = in.read()) {
            position++;
            if (b != '\n') {
                if (inLine < line.length) {
                    line[inLine] = (byte) b;
                }
                inLine++;
                continue;
            }
            BookedCharge charge = inLine < line.length ? reader.readCharge(line, inLine) : null;
            if (damaged != null) {
                throw damagedAt(damaged);
            }
            if (charge == null) {
                damaged = lineStart;
            } else {
                book.add(charge, lineStart);
            }
            lineStart = position;
            inLine = 0;
        }
        if (damaged != null && inLine > 0) {
            throw damagedAt(damaged);
        }
        length = damaged == null ? lineStart : damaged;
        if (length < position) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "the last line of {0} was torn by a crash; cut off {1} bytes, which no client had an answer for",
                    path,
                    position - length);
            channel.truncate(length);
        }
        channel.position(length);
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
