package io.tocsin.toll;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Damages JSON as lines, disks and careless senders do. The same chance gives the same damage. */
public final class Damage {
    private static final Pattern SCALAR =
            Pattern.compile("\"(?:[^\"\\\\]++|\\\\.)*+\"|-?\\d+(?:\\.\\d+)?|true|false|null");
    private static final Pattern PROPERTY = Pattern.compile("\"\\w+\":(?:\"[^\"]*\"|-?\\d+)");

    /** What somebody may write where something else belongs. */
    private static final List<String> INSTEAD = List.of(
            "null",
            "true",
            "0",
            "-1",
            "12.75",
            "1275.0",
            "1e3",
            "1e400",
            "1000000000",
            "99999999999999999999",
            // 1275 in the lower 64 bits.
            "18446744073709552891",
            "NaN",
            "\"\"",
            "\" \"",
            "\"1275\"",
            "\"EUR\"",
            "\"XXX\"",
            "\"eur\"",
            "\"9999-12-31T23:59:59Z\"",
            "\"-999999999-01-01T00:00:00Z\"",
            "\"2025-02-30T00:00:00Z\"",
            "\"0194385f-7c00-7d4e-8a3b-5f1c2e9d0a6b\"",
            "\"0194385f7c007d4e8a3b5f1c2e9d0a6b\"",
            "\"\\u0000\"",
            "\"\\ud800\"",
            "\"\\ud83d\\ude97\"",
            "\"Ω-٣٤\"",
            "\"'; DROP TABLE payments; --\"",
            "\"" + "x".repeat(20_000) + "\"",
            "9".repeat(2_000),
            "[]",
            "{}",
            "[1275]",
            "{\"minorUnits\":1275}",
            "[".repeat(1_000));

    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};

    private Damage() {}

    /** {@code json}, damaged one to three times; now and then it is still the same, or good. */
    public static byte[] of(byte[] json, RandomGenerator random) {
        byte[] damaged = json;
        for (int times = random.nextInt(1, 4); times > 0; times--) {
            damaged = damagedOnce(damaged, random);
        }
        return damaged;
    }

    private static byte[] damagedOnce(byte[] json, RandomGenerator random) {
        int at = random.nextInt(json.length + 1);
        int to = Math.min(json.length, at + random.nextInt(1, 20));
        return switch (random.nextInt(12)) {
            case 0, 1 -> flipped(json, at, random);
            case 2 -> Arrays.copyOf(json, at);
            case 3 -> replaced(json, at, at, bytes(random));
            case 4 -> replaced(json, at, to, new byte[0]);
            case 5 -> replaced(json, at, to, bytes(random));
            case 6 -> replaced(json, at, at, Arrays.copyOfRange(json, at, to));
            case 7 -> replaced(json, 1, 1, (one(PROPERTY, json, random, "\"a\":1") + ",").getBytes(ISO_8859_1));
            case 8 ->
                random.nextBoolean() ? new String(json, UTF_8).getBytes(UTF_16) : replaced(json, 0, 0, BYTE_ORDER_MARK);
            default -> withAnotherScalar(json, random);
        };
    }

    private static byte[] flipped(byte[] json, int at, RandomGenerator random) {
        byte[] flipped = json.clone();
        if (at < json.length) {
            flipped[at] ^= (byte) (1 << random.nextInt(8));
        }
        return flipped;
    }

    private static byte[] bytes(RandomGenerator random) {
        byte[] bytes = new byte[random.nextInt(1, 9)];
        random.nextBytes(bytes);
        return bytes;
    }

    private static byte[] withAnotherScalar(byte[] json, RandomGenerator random) {
        List<MatchResult> scalars = matches(SCALAR, json);
        if (scalars.isEmpty()) {
            return json;
        }
        MatchResult scalar = scalars.get(random.nextInt(scalars.size()));
        byte[] other = INSTEAD.get(random.nextInt(INSTEAD.size())).getBytes(UTF_8);
        return replaced(json, scalar.start(), scalar.end(), other);
    }

    private static String one(Pattern pattern, byte[] json, RandomGenerator random, String otherwise) {
        List<MatchResult> found = matches(pattern, json);
        return found.isEmpty()
                ? otherwise
                : found.get(random.nextInt(found.size())).group();
    }

    private static List<MatchResult> matches(Pattern pattern, byte[] json) {
        return pattern.matcher(new String(json, ISO_8859_1)).results().toList();
    }

    private static byte[] replaced(byte[] json, int from, int to, byte[] by) {
        int begin = Math.min(from, json.length);
        int end = Math.min(to, json.length);
        byte[] replaced = new byte[json.length - (end - begin) + by.length];
        System.arraycopy(json, 0, replaced, 0, begin);
        System.arraycopy(by, 0, replaced, begin, by.length);
        System.arraycopy(json, end, replaced, begin + by.length, json.length - end);
        return replaced;
    }
}
