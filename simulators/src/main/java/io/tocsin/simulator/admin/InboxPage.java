package io.tocsin.simulator.admin;

import io.quarkus.qute.Location;
import io.quarkus.qute.Template;
import io.quarkus.qute.TemplateExtension;
import io.tocsin.simulator.mail.MailServer;
import io.tocsin.simulator.sms.SmsCentre;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Both inboxes for people. */
@Path("/inbox")
@Tag(name = "Inbox")
public class InboxPage {
    private static final int SHOWN = 50;
    private static final InboxQuery NEWEST = new InboxQuery("", "", Instant.EPOCH, SHOWN);
    private static final DateTimeFormatter CLOCK =
            DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final Template page;
    private final MailServer mail;
    private final SmsCentre sms;

    InboxPage(@Location("inbox.html") Template page, MailServer mail, SmsCentre sms) {
        this.page = page;
        this.mail = mail;
        this.sms = sms;
    }

    /** The page, which asks for itself again every few seconds. */
    @GET
    @Produces(MediaType.TEXT_HTML + ";charset=UTF-8")
    @Operation(summary = "Both inboxes as a page for people, the newest first")
    public Response page() {
        String html = page.data("mails", MailView.found(mail.inbox(), NEWEST))
                .data("messages", SmsView.found(sms.inbox(), NEWEST))
                .data("mailOffline", mail.plan().offline())
                .data("smsOffline", sms.plan().offline())
                .render();
        // What strangers write into a mail is text here, and nothing else.
        return Response.ok(html)
                .header("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'")
                .header("Cache-Control", "no-store")
                .build();
    }

    /** The time of day, for the page. */
    @TemplateExtension
    static String clock(Instant at) {
        return CLOCK.format(at);
    }
}
