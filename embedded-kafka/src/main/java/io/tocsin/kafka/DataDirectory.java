package io.tocsin.kafka;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;

/**
 * The directory that one broker keeps everything in, for as long as the broker runs.
 *
 * <p>Kafka locks its directory too, but only after it has opened, and cut, the metadata log in it: a second broker would
 * break the first before it is turned away. So the directory is locked here, before Kafka sees it.
 */
final class DataDirectory implements AutoCloseable {
    /** Kafka writes it as the last step of formatting. */
    private static final String MARK = "meta.properties";

    private static final String LOCK = "embedded-kafka.lock";

    private final FileChannel lock;

    private DataDirectory(FileChannel lock) {
        this.lock = lock;
    }

    /**
     * Takes the directory for one broker. A new directory is made and formatted, one that was used before is left as it
     * is.
     *
     * @throws EmbeddedKafkaException when another broker has it, or it cannot be written
     */
    static DataDirectory take(Path directory) {
        try {
            Files.createDirectories(directory);
            DataDirectory taken = lock(directory);
            if (!Files.exists(directory.resolve(MARK))) {
                taken.format(directory.toAbsolutePath().toString());
            }
            return taken;
        } catch (IOException e) {
            throw new EmbeddedKafkaException(
                    "cannot write Kafka's data directory " + directory + " (" + e
                            + "): check that it is a directory you may write to, and that the disk has room",
                    e);
        }
    }

    // The channel is the lock: it stays open until close(), or is closed right here when another broker has it.
    @SuppressWarnings("resource")
    private static DataDirectory lock(Path directory) throws IOException {
        FileChannel channel =
                FileChannel.open(directory.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (!tryLock(channel)) {
            channel.close();
            throw new EmbeddedKafkaException("the data directory " + directory
                    + " is in use by another broker: stop that one, or choose another directory");
        }
        return new DataDirectory(channel);
    }

    private static boolean tryLock(FileChannel channel) throws IOException {
        try {
            FileLock lock = channel.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException heldByThisJvm) {
            return false;
        }
    }

    private void format(String directory) throws IOException {
        try (var quiet = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8)) {
            new Formatter()
                    .setPrintStream(quiet)
                    .setNodeId(BrokerSettings.NODE_ID)
                    .setClusterId(Uuid.randomUuid().toString())
                    .setReleaseVersion(MetadataVersion.latestProduction())
                    // Transactions as of KIP-890: a late record of an old transaction cannot land in the next one.
                    .setFeatureLevel("transaction.version", (short) 2)
                    .setControllerListenerName(BrokerSettings.CONTROLLER_LISTENER)
                    .addDirectory(directory)
                    .setMetadataLogDirectory(directory)
                    .run();
        } catch (Exception e) {
            close();
            throw new IOException("cannot be formatted: " + e.getMessage(), e);
        }
    }

    /** Leaves the directory to the next broker. */
    @Override
    public void close() throws IOException {
        lock.close();
    }
}
