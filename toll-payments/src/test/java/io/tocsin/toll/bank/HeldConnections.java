package io.tocsin.toll.bank;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The connections that callers on this machine hold, as the kernel knows them. A server learns of a connection's end some time
 * after the caller has let go of it; the kernel knows at once.
 */
final class HeldConnections {
    /** Java's sockets are in the second, also where they speak IPv4. */
    private static final List<Path> TABLES = List.of(Path.of("/proc/net/tcp"), Path.of("/proc/net/tcp6"));

    /** SYN_SENT, ESTABLISHED, and CLOSE_WAIT: hung up by the server, and not let go of by the caller. */
    private static final Set<String> HELD = Set.of("02", "01", "08");

    private static final int REMOTE_ADDRESS = 2;
    private static final int STATE = 3;

    private HeldConnections() {}

    /** Whether this machine's kernel says it: Linux does. */
    static boolean areKnown() {
        return TABLES.stream().allMatch(Files::isReadable);
    }

    /**
     * How many there are.
     *
     * @param port of the server, on this machine
     */
    static int to(int port) {
        String remote = String.format(Locale.ROOT, ":%04X", port);
        int count = 0;
        for (Path table : TABLES) {
            for (String line : lines(table)) {
                String[] columns = line.strip().split(" +", -1);
                if (columns[REMOTE_ADDRESS].endsWith(remote) && HELD.contains(columns[STATE])) {
                    count++;
                }
            }
        }
        return count;
    }

    private static List<String> lines(Path table) {
        try {
            return Files.readAllLines(table);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
