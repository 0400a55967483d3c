package io.tocsin.notification.smpp;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Things filed under the message ids of an SMS centre, found again however the centre writes the id the next time: many answer
 * {@code submit_sm} with a hexadecimal id and write a decimal one into the receipt, or the other way round, and many add
 * or drop zeros in front.
 *
 * <p>An id that reads the same goes before one that only is the same number in the other notation. Among the latter nothing is guessed: when
 * the number and the recipient fit several ids, nothing is found.
 *
 * <p>Used by one thread at a time.
 *
 * @param <E> what is filed
 */
final class MessageIds<E> {
    private static final Pattern DECIMAL = Pattern.compile("[0-9]{1,64}");
    private static final Pattern HEXADECIMAL = Pattern.compile("[0-9a-f]{1,64}");
    private static final int TELLING_DIGITS = 6;

    private record Filed<E>(String id, String recipient, E element) {}

    private final Map<Long, Filed<E>> byOrder = new LinkedHashMap<>();
    private final Map<String, List<Long>> orders = new HashMap<>();
    private long next;

    /** Files {@code element} under an id that the centre gave to a message to {@code recipient}. */
    void add(String id, String recipient, E element) {
        long order = next++;
        byOrder.put(order, new Filed<>(plain(id), digits(recipient), element));
        for (String key : keys(id)) {
            orders.computeIfAbsent(key, it -> new ArrayList<>()).add(order);
        }
    }

    /** What is filed under {@code id}, oldest first; empty when nothing is, or when it may be either of several ids. */
    List<E> find(String id, String recipient) {
        List<Filed<E>> same = filed(asWritten(plain(id)), recipient);
        if (!same.isEmpty()) {
            return elements(same);
        }
        var otherNotation = new ArrayList<Filed<E>>();
        decimal(id).ifPresent(number -> otherNotation.addAll(filed(asHexadecimal(number), recipient)));
        hexadecimal(id).ifPresent(number -> otherNotation.addAll(filed(asDecimal(number), recipient)));
        boolean oneId = otherNotation.stream().map(Filed::id).distinct().count() == 1;
        return oneId ? elements(otherNotation) : List.of();
    }

    int size() {
        return byOrder.size();
    }

    /** Forgets what was filed first. */
    void removeOldest() {
        Map.Entry<Long, Filed<E>> oldest = byOrder.entrySet().iterator().next();
        remove(oldest.getKey(), oldest.getValue());
    }

    /** Forgets each of {@code elements}. */
    void removeAll(Collection<E> elements) {
        if (elements.isEmpty()) {
            return;
        }
        Map<Long, Filed<E>> found = byOrder.entrySet().stream()
                .filter(entry -> elements.contains(entry.getValue().element()))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        found.forEach(this::remove);
    }

    private void remove(long order, Filed<E> filed) {
        byOrder.remove(order);
        for (String key : keys(filed.id())) {
            orders.computeIfPresent(key, (it, list) -> {
                list.remove(order);
                return list.isEmpty() ? null : list;
            });
        }
    }

    /** What was filed first, if anything. */
    Optional<E> oldest() {
        return byOrder.values().stream().findFirst().map(Filed::element);
    }

    private List<Filed<E>> filed(String key, String recipient) {
        return orders.getOrDefault(key, List.of()).stream()
                .map(byOrder::get)
                .filter(filed -> sameRecipient(filed.recipient(), digits(recipient)))
                .toList();
    }

    private static <E> List<E> elements(List<Filed<E>> filed) {
        return filed.stream().map(Filed::element).toList();
    }

    private static List<String> keys(String id) {
        var keys = new ArrayList<String>();
        keys.add(asWritten(plain(id)));
        decimal(id).ifPresent(number -> keys.add(asDecimal(number)));
        hexadecimal(id).ifPresent(number -> keys.add(asHexadecimal(number)));
        return keys;
    }

    private static String asWritten(String id) {
        return "text " + id;
    }

    private static String asDecimal(BigInteger number) {
        return "decimal " + number;
    }

    private static String asHexadecimal(BigInteger number) {
        return "hexadecimal " + number;
    }

    /** Lower case, without space around and zeros in front. */
    private static String plain(String id) {
        return id.strip().toLowerCase(Locale.ROOT).replaceFirst("^0+(?=.)", "");
    }

    private static Optional<BigInteger> decimal(String id) {
        String plain = plain(id);
        return DECIMAL.matcher(plain).matches() ? Optional.of(new BigInteger(plain)) : Optional.empty();
    }

    private static Optional<BigInteger> hexadecimal(String id) {
        String plain = plain(id);
        return HEXADECIMAL.matcher(plain).matches() ? Optional.of(new BigInteger(plain, 16)) : Optional.empty();
    }

    private static String digits(String recipient) {
        return recipient.replaceAll("[^0-9]", "").replaceFirst("^0+", "");
    }

    /** A receipt may name the number without its country code, or not at all. */
    private static boolean sameRecipient(String one, String other) {
        if (one.length() < TELLING_DIGITS || other.length() < TELLING_DIGITS) {
            return true;
        }
        return one.endsWith(other) || other.endsWith(one);
    }
}
