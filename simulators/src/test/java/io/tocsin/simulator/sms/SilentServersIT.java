package io.tocsin.simulator.sms;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is in the log when every level is on: neither passwords nor texts. */
class SilentServersIT {
    private static final String PASSWORD = "s3cr3t";
    private static final String TEXT = "Detector 17";

    private final Logger library = Logger.getLogger("org.jsmpp");
    private final @Nullable Level before = library.getLevel();
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final Handler everything = new Handler() {
        @Override
        public void publish(LogRecord entry) {
            lines.add(new SimpleFormatter().formatMessage(entry));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    @BeforeEach
    void listen() {
        everything.setLevel(Level.ALL);
        library.setLevel(Level.ALL);
        library.setUseParentHandlers(false);
        library.addHandler(everything);
    }

    @AfterEach
    void stopListening() {
        library.removeHandler(everything);
        library.setUseParentHandlers(true);
        library.setLevel(before);
    }

    private static void bindAndSubmit() throws Exception {
        try (var centre = SmsCentre.start(SmsOptions.local("tocsin", PASSWORD));
                var client = new SmppClient(centre.port(), PASSWORD, 10_000)) {
            client.submit("491701", TEXT);
            await().until(() -> client.receipts().size() == 1);
        }
    }

    private List<String> linesWith(String secret) {
        String hex = HexFormat.of().formatHex(secret.getBytes(ISO_8859_1));
        var found = new ArrayList<String>();
        for (String line : lines) {
            if (line.contains(secret) || line.toLowerCase(Locale.ROOT).contains(hex)) {
                found.add(line);
            }
        }
        return found;
    }

    @Test
    void shouldWriteNeitherPasswordsNorTexts() throws Exception {
        bindAndSubmit();

        assertThat(lines).isNotEmpty();
        assertThat(linesWith(PASSWORD)).isEmpty();
        assertThat(linesWith(TEXT)).isEmpty();
    }

    @Test
    void shouldWriteThemIfTheLibraryWereLeftToItself() throws Exception {
        Logger talkative = Logger.getLogger("org.jsmpp.session.PDUProcessServerTask");
        try (var centre = SmsCentre.start(SmsOptions.local("tocsin", PASSWORD))) {
            talkative.setLevel(Level.ALL);
            try (var client = new SmppClient(centre.port(), PASSWORD, 10_000)) {
                client.submit("491701", TEXT);
            }
        } finally {
            talkative.setLevel(Level.OFF);
        }

        assertThat(linesWith(PASSWORD)).isNotEmpty();
        assertThat(linesWith(TEXT)).isNotEmpty();
    }
}
