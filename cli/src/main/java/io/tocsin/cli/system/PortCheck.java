package io.tocsin.cli.system;

import io.tocsin.cli.terminal.CommandFailure;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Map;

/** Makes sure that the parts find their ports free, before any of them is started. */
final class PortCheck {
    private final PortOwner owner;

    PortCheck(PortOwner owner) {
        this.owner = owner;
    }

    /** @throws CommandFailure naming the first port that is taken, who has it, and the option that changes it */
    void requireFree(List<Part> parts) {
        for (Part part : parts) {
            part.ports().entrySet().stream()
                    .sorted(Map.Entry.comparingByKey())
                    .forEach(port -> requireFree(part.name(), port.getKey(), port.getValue()));
        }
    }

    private void requireFree(String part, String option, int port) {
        try (var socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getByName("localhost"), port));
        } catch (IOException e) {
            throw CommandFailure.failed(
                    "port " + port + " (" + part + ") is taken by "
                            + owner.of(port).orElse("another process") + ": stop it, or choose another port with "
                            + option,
                    e);
        }
    }
}
