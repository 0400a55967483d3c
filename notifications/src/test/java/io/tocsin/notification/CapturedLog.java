package io.tocsin.notification;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What would be in the log if every level were on. */
public final class CapturedLog extends Handler implements AutoCloseable {
    private final Logger root = Logger.getLogger("");
    private final List<Handler> otherHandlers = List.of(root.getHandlers());
    private final Map<Logger, @Nullable Level> before = new HashMap<>();
    private final List<LogRecord> records = new CopyOnWriteArrayList<>();
    private final SimpleFormatter formatter = new SimpleFormatter();

    private CapturedLog() {
        setLevel(Level.ALL);
        otherHandlers.forEach(root::removeHandler);
        root.addHandler(this);
        loosen("");
    }

    /** Begins to capture. */
    public static CapturedLog ofEverything() {
        return new CapturedLog();
    }

    /** Turns on every level of one logger. */
    public void loosen(String name) {
        Logger logger = Logger.getLogger(name);
        before.putIfAbsent(logger, logger.getLevel());
        logger.setLevel(Level.ALL);
    }

    /** What was logged, with stack traces, by loggers whose names have none of these parts. */
    public List<String> linesWithout(String... parts) {
        var lines = new ArrayList<String>();
        for (LogRecord entry : records) {
            if (Stream.of(parts)
                    .noneMatch(part -> String.valueOf(entry.getLoggerName()).contains(part))) {
                lines.add(entry.getLoggerName() + ' ' + formatter.formatMessage(entry) + stack(entry.getThrown()));
            }
        }
        return lines;
    }

    private static String stack(@Nullable Throwable thrown) {
        if (thrown == null) {
            return "";
        }
        var stack = new StringWriter();
        thrown.printStackTrace(new PrintWriter(stack));
        return stack.toString();
    }

    @Override
    public void publish(LogRecord entry) {
        records.add(entry);
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
        root.removeHandler(this);
        otherHandlers.forEach(root::addHandler);
        before.forEach(Logger::setLevel);
    }
}
