package io.tocsin.simulator.lanes;

import com.fasterxml.uuid.NoArgGenerator;
import io.tocsin.model.payment.Card;
import io.tocsin.model.payment.Money;
import io.tocsin.model.payment.PaymentId;
import io.tocsin.model.payment.PendingPayment;
import io.tocsin.model.payment.VehicleId;
import java.time.Clock;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * The vehicles that drive through, one after the other, each with the payment that it owes.
 *
 * <p>Everything about a vehicle (plate, class, card) follows from its number, so one that comes again is the same one.
 * A third of all passages are commuters, so the same key comes again soon; two cards in a hundred are declined by the
 * bank. Not safe to share between threads.
 */
final class Traffic {
    private static final int VEHICLES = 1_000_000;
    private static final int COMMUTERS = 2_000;
    private static final double COMMUTER_SHARE = 0.33;
    private static final double DECLINED_SHARE = 0.02;
    private static final String[] COUNTRIES = {"D", "F", "A", "NL", "PL", "E"};
    private static final String[] BRANDS = {"visa", "mastercard", "amex"};
    private static final String[] DECLINES = {"insufficient-funds", "card-expired", "lost-card"};
    // No vowels, so no words; no digits, so no token looks like a card number.
    private static final String LETTERS = "BCDFGHJKLMNPRSTVWXZ";

    private final NoArgGenerator ids;
    private final Clock clock;
    private final RandomGenerator random;

    Traffic(NoArgGenerator ids, Clock clock, RandomGenerator random) {
        this.ids = ids;
        this.clock = clock;
        this.random = random;
    }

    /** The payment of the next vehicle, which passes now. */
    PendingPayment next() {
        int number =
                random.nextDouble() < COMMUTER_SHARE ? random.nextInt(COMMUTERS) : random.nextInt(COMMUTERS, VEHICLES);
        RandomGenerator vehicle = new SplittableRandom(number);
        return PendingPayment.of(
                new PaymentId(ids.generate().toString()),
                plate(vehicle),
                Money.of(VehicleClass.ofPercentile(vehicle.nextInt(100)).minorUnits(), "EUR"),
                card(vehicle),
                clock.instant());
    }

    private static VehicleId plate(RandomGenerator vehicle) {
        String country = COUNTRIES[vehicle.nextInt(COUNTRIES.length)];
        return VehicleId.of(country + " " + letters(vehicle, 3) + "-" + vehicle.nextInt(1, 10_000));
    }

    private static Card card(RandomGenerator vehicle) {
        String brand = BRANDS[vehicle.nextInt(BRANDS.length)];
        String lastFour = Integer.toString(10_000 + vehicle.nextInt(10_000)).substring(1);
        String token = vehicle.nextDouble() < DECLINED_SHARE
                ? "tok_declined_" + DECLINES[vehicle.nextInt(DECLINES.length)]
                : "tok_" + brand + "_" + letters(vehicle, 16);
        return new Card(token, brand, lastFour);
    }

    private static String letters(RandomGenerator random, int count) {
        var letters = new StringBuilder(count);
        for (int i = 0; i < count; i++) {
            letters.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return letters.toString();
    }
}
