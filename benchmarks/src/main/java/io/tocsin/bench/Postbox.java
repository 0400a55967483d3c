package io.tocsin.bench;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.tocsin.notification.config.NotificationConfig;
import io.tocsin.simulator.inbox.Inbox;
import io.tocsin.simulator.mail.MailOptions;
import io.tocsin.simulator.mail.MailPlan;
import io.tocsin.simulator.mail.MailServer;
import io.tocsin.simulator.sms.SmsCentre;
import io.tocsin.simulator.sms.SmsOptions;
import io.tocsin.simulator.sms.SmsPlan;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** The simulated mail server and SMS centre, in this process, over real connections. They take everything. */
final class Postbox implements AutoCloseable {
    private static final String SYSTEM_ID = "tocsin";
    private static final String PASSWORD = "bench";
    /** To sender, recipient, beginning and end of the content. */
    private static final int REPLIES_TO_A_MAIL = 4;

    private static final int SOURCE_ORDINAL = 100;

    private final MailServer mailServer;
    private final SmsCentre smsCentre;

    private Postbox(MailServer mailServer, SmsCentre smsCentre) {
        this.mailServer = mailServer;
        this.smsCentre = smsCentre;
    }

    /**
     * Starts both.
     *
     * @param latency how long each takes for one message; the mail server a fourth of it before each of its four replies
     */
    static Postbox open(Duration latency) {
        var postbox = new Postbox(
                MailServer.start(MailOptions.local()), SmsCentre.start(SmsOptions.local(SYSTEM_ID, PASSWORD)));
        postbox.mailServer.behave(new MailPlan(
                false,
                latency.dividedBy(REPLIES_TO_A_MAIL),
                false,
                Optional.empty(),
                List.of(),
                List.of(),
                OptionalLong.empty()));
        SmsPlan healthy = postbox.smsCentre.healthy();
        postbox.smsCentre.behave(new SmsPlan(
                false,
                healthy.refuseBind(),
                latency,
                healthy.perSecond(),
                healthy.ids(),
                healthy.numbers(),
                healthy.receipts(),
                healthy.faults(),
                healthy.seed()));
        return postbox;
    }

    /** The service's configuration, with its own defaults, that leads here. */
    NotificationConfig config() {
        var here = Map.of(
                "tocsin.notifications.smtp.port",
                Integer.toString(mailServer.port()),
                "tocsin.notifications.smpp.port",
                Integer.toString(smsCentre.port()),
                "tocsin.notifications.smpp.system-id",
                SYSTEM_ID,
                "tocsin.notifications.smpp.password",
                PASSWORD);
        return new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withMapping(NotificationConfig.class)
                .withSources(new PropertiesConfigSource(here, "benchmark", SOURCE_ORDINAL))
                .build()
                .getConfigMapping(NotificationConfig.class);
    }

    /** When each message was taken, by the reference that its receipt names; of the latest 10,000 of each kind. */
    Map<String, Instant> taken() {
        var taken = new HashMap<String, Instant>();
        mailServer.inbox().find(mail -> true, Integer.MAX_VALUE).newest().stream()
                .map(Inbox.Kept::message)
                .forEach(mail -> taken.put(String.valueOf(mail.messageId()), mail.at()));
        smsCentre.inbox().find(sms -> true, Integer.MAX_VALUE).newest().stream()
                .map(Inbox.Kept::message)
                .forEach(sms -> taken.put(sms.parts().getFirst().messageId(), sms.at()));
        return taken;
    }

    @Override
    public void close() {
        mailServer.close();
        smsCentre.close();
    }
}
