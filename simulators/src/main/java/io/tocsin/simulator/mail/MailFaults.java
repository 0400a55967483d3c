package io.tocsin.simulator.mail;

import io.tocsin.simulator.fault.Dice;
import io.tocsin.simulator.fault.Throttle;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What happens under one plan: draws, and what must be remembered for it. Safe to share between connections. */
final class MailFaults {
    /** Recipients that a greylist remembers; a server forgets, too. */
    private static final int REMEMBERED = 10_000;

    private final MailPlan plan;
    private final List<MailFault> ofConnections;
    private final List<MailFault> ofMails;
    private final Dice connectionDice;
    private final Dice mailDice;
    private final Optional<Throttle> throttle;
    private final Set<String> cameBefore = Collections.newSetFromMap(new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > REMEMBERED;
        }
    });

    MailFaults(MailPlan plan) {
        this.plan = plan;
        this.ofConnections = plan.striking(true);
        this.ofMails = plan.striking(false);
        Dice dice = Dice.of(plan.seed());
        this.connectionDice = dice.another();
        this.mailDice = dice.another();
        this.throttle = plan.throttle().map(limit -> new Throttle(limit.perSecond(), System::nanoTime));
    }

    MailPlan plan() {
        return plan;
    }

    @Nullable MailFault nextOfConnection() {
        return connectionDice.next(ofConnections);
    }

    @Nullable MailFault nextOfMail() {
        return mailDice.next(ofMails);
    }

    /** What a mail is answered that is one too many in this second; empty when it is not. */
    OptionalInt throttled() {
        boolean admitted = throttle.isEmpty() || throttle.get().admits();
        return admitted
                ? OptionalInt.empty()
                : OptionalInt.of(plan.throttle().map(MailThrottle::code).orElseThrow());
    }

    /** What a recipient is refused with; empty when no rule is about it. */
    OptionalInt refused(String recipient) {
        return plan.recipients().stream()
                .filter(rule -> rule.isAbout(recipient))
                .mapToInt(RecipientRule::code)
                .findFirst();
    }

    /** Whether a recipient comes for the first time, and has to come again. */
    synchronized boolean greylisted(String recipient) {
        return plan.greylist() && cameBefore.add(recipient.toLowerCase(Locale.ROOT));
    }
}
