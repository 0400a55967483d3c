package io.tocsin.cli.system;

import io.tocsin.cli.terminal.CommandFailure;
import io.tocsin.model.file.DirectoryTree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * Everything that one copy of the system keeps, in one directory.
 *
 * @param root the directory, absolute
 */
public record DataDirectory(Path root) {
    private static final int SECRET_BYTES = 32;
    private static final String MARK = ".tocsin-data";
    private static final String MARK_TEXT = "Data of tocsin. 'tocsin up --fresh' deletes what is in this directory.\n";

    /** Resolves the directory. */
    public DataDirectory {
        root = root.toAbsolutePath().normalize();
    }

    /**
     * Makes the directory when it is new.
     *
     * @throws CommandFailure when it cannot be made, or holds something else already
     */
    public void open() {
        try {
            if (!isMarked()) {
                Files.createDirectories(root);
                if (!isEmpty()) {
                    throw CommandFailure.failed(root + " is not a data directory of tocsin (there is no " + MARK
                            + " in it) and is not empty: choose another one with --data");
                }
                Files.writeString(root.resolve(MARK), MARK_TEXT);
            }
            Files.createDirectories(logs());
            Files.createDirectories(run());
        } catch (IOException e) {
            throw CommandFailure.failed("cannot write the data directory " + root + " (" + e + ")", e);
        }
    }

    /**
     * Deletes what the system keeps, but not the directory itself, {@link #users()}, {@link #peersSecret()},
     * {@link #linksSecret()} nor {@link #run()}.
     *
     * @throws CommandFailure when it is not a data directory, or something in it cannot be deleted
     */
    public void clear() {
        if (!isMarked()) {
            throw CommandFailure.failed("nothing was deleted: " + root + " is not a data directory of tocsin");
        }
        for (Path kept : new Path[] {kafka(), tollPayments(), fireDetection(), notifications(), simulators(), logs()}) {
            delete(kept);
        }
        open();
    }

    /** Whether it was made by {@link #open()}. */
    public boolean isMarked() {
        return Files.exists(root.resolve(MARK));
    }

    /** What the broker keeps. */
    public Path kafka() {
        return root.resolve("kafka");
    }

    /** What toll-payments keeps. */
    public Path tollPayments() {
        return root.resolve("toll-payments");
    }

    /** What fire-detection keeps. */
    public Path fireDetection() {
        return root.resolve("fire-detection");
    }

    /** What notifications keeps. */
    public Path notifications() {
        return root.resolve("notifications");
    }

    /** Who may sign in: a file that stays when everything else is deleted. */
    public Path users() {
        return root.resolve("users");
    }

    /** What instances of fire-detection sign with when they ask each other; it stays likewise. */
    public Path peersSecret() {
        return root.resolve("peers-secret");
    }

    /** What notifications signs its links with; it stays likewise. */
    public Path linksSecret() {
        return root.resolve("links-secret");
    }

    /**
     * Makes {@link #peersSecret()} and {@link #linksSecret()}, unless they are there.
     *
     * @throws CommandFailure when one cannot be written
     */
    void makeSecrets() {
        for (Path secret : new Path[] {peersSecret(), linksSecret()}) {
            if (!Files.exists(secret)) {
                SecretFile.write(secret, SecretFile.secret(SECRET_BYTES) + "\n");
            }
        }
    }

    /** What the simulators keep: the bank's ledger. */
    public Path simulators() {
        return root.resolve("simulators");
    }

    /** What the processes print. */
    public Path logs() {
        return root.resolve("logs");
    }

    /** What is known of the processes that run. */
    public Path run() {
        return root.resolve("run");
    }

    private boolean isEmpty() throws IOException {
        try (Stream<Path> inside = Files.list(root)) {
            return inside.findAny().isEmpty();
        }
    }

    private static void delete(Path directory) {
        try {
            DirectoryTree.delete(directory);
        } catch (UncheckedIOException e) {
            throw CommandFailure.failed("cannot delete " + directory + " (" + e.getCause() + ")", e);
        }
    }
}
