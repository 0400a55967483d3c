package io.tocsin.cli.system;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Finds out which process listens on a TCP port, where Linux tells. */
final class PortOwner {
    private static final String LISTENING = "0A";
    private static final int LOCAL_ADDRESS = 1;
    private static final int STATE = 3;
    private static final int INODE = 9;
    private static final int HEXADECIMAL = 16;
    private static final int LONGEST_COMMAND = 80;

    private final Path proc;

    PortOwner() {
        this(Path.of("/proc"));
    }

    PortOwner(Path proc) {
        this.proc = proc;
    }

    /** The process, as people know it: its pid and the beginning of its command; empty when it cannot be seen. */
    Optional<String> of(int port) {
        Set<String> sockets = new HashSet<>();
        for (String table : List.of("tcp", "tcp6")) {
            try {
                sockets.addAll(listening(Files.readAllLines(proc.resolve("net").resolve(table)), port));
            } catch (IOException notLinux) {
                return Optional.empty();
            }
        }
        return sockets.isEmpty() ? Optional.empty() : holderOf(sockets);
    }

    /** The names, as {@code /proc/PID/fd} has them, of the sockets that listen on {@code port}. */
    static Set<String> listening(List<String> table, int port) {
        var sockets = new HashSet<String>();
        for (String line : table.subList(Math.min(1, table.size()), table.size())) {
            String[] fields = line.strip().split("\\s+", -1);
            String hexPort = fields[LOCAL_ADDRESS].substring(fields[LOCAL_ADDRESS].lastIndexOf(':') + 1);
            if (fields[STATE].equals(LISTENING) && Integer.parseInt(hexPort, HEXADECIMAL) == port) {
                sockets.add("socket:[" + fields[INODE] + "]");
            }
        }
        return sockets;
    }

    private Optional<String> holderOf(Set<String> sockets) {
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(proc, "[0-9]*")) {
            for (Path process : processes) {
                if (holds(process, sockets)) {
                    return Optional.of(
                            inWords(Long.parseLong(process.getFileName().toString())));
                }
            }
        } catch (IOException e) {
            return Optional.empty();
        }
        return Optional.empty();
    }

    private static boolean holds(Path process, Set<String> sockets) {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(process.resolve("fd"))) {
            for (Path file : files) {
                if (sockets.contains(Files.readSymbolicLink(file).toString())) {
                    return true;
                }
            }
        } catch (IOException otherUsersOrGone) {
            return false;
        }
        return false;
    }

    private static String inWords(long pid) {
        String command = ProcessHandle.of(pid)
                .flatMap(process -> process.info().commandLine())
                .orElse("");
        String beginning = command.length() > LONGEST_COMMAND ? command.substring(0, LONGEST_COMMAND) + "…" : command;
        return "process " + pid + (beginning.isEmpty() ? "" : " (" + beginning + ")");
    }
}
