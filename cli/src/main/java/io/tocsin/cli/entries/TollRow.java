package io.tocsin.cli.entries;

import io.tocsin.model.payment.Money;
import java.time.LocalDate;

/**
 * One row of the table of toll entries.
 *
 * @param day the toll day
 * @param timePeriod for example {@code Peak}
 * @param vehicleClass for example {@code Buses}
 * @param entries how many vehicles entered
 * @param rate what each of them pays
 */
record TollRow(LocalDate day, String timePeriod, String vehicleClass, int entries, Money rate) {}
