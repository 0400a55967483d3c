package io.tocsin.calls;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;

/**
 * The engine as a process of its own, to be killed. Arguments: the broker, the topic of the errands, a directory. When its
 * standard input ends it drains, prints its books and closes.
 */
final class ErrandProcess {
    private ErrandProcess() {}

    public static void main(String[] arguments) throws IOException {
        Path directory = Path.of(arguments[2]);
        var shop = new ErrandShop(directory.resolve("book"));
        var retries = new RetryPolicy(50, Duration.ofMillis(100), Duration.ofMillis(400), 0.5, Duration.ofSeconds(1));
        try (var instance = new ErrandStreams(
                arguments[0],
                new ErrandTopics(arguments[1]),
                directory.resolve("state"),
                shop,
                builder -> builder.retries(retries))) {
            instance.start();
            System.in.transferTo(OutputStream.nullOutputStream());
            instance.engine.drain(Duration.ofSeconds(10));
            System.out.println(instance.engine.books().even() + " " + instance.engine.books());
        }
    }
}
