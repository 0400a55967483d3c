package io.tocsin.model.fire;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.tocsin.model.InvalidFieldException;
import io.tocsin.model.Required;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A detector as it stands in the registry.
 *
 * @param detector its id; also the record's key
 * @param floor where it hangs
 * @param kind how its signals come
 * @param intervalSeconds how often they come: 1 to {@link #LONGEST_INTERVAL_SECONDS}
 * @param address where a passive one is asked: an http or https URI; absent for the others
 * @param enabled whether its fire signals count; they are supervised all the same
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Detector(
        DetectorId detector,
        FloorId floor,
        DetectorKind kind,
        int intervalSeconds,
        @Nullable String address,
        boolean enabled) {

    /** A silent detector must show within 100 s (EN 54-2, 8.1), and three intervals must pass before it does. */
    public static final int LONGEST_INTERVAL_SECONDS = 30;

    private static final int LONGEST_ADDRESS = 200;

    /** @throws InvalidFieldException when a part is missing, out of its range, or does not go with the kind */
    public Detector {
        Required.field("detector", detector);
        Required.field("floor", floor);
        Required.field("kind", kind);
        Required.range("intervalSeconds", intervalSeconds, 1, LONGEST_INTERVAL_SECONDS);
        if (kind == DetectorKind.PASSIVE ? !isHttp(address) : address != null) {
            throw new InvalidFieldException(
                    "address", "must be an http or https address for a passive detector, and absent for the others");
        }
    }

    /** One that writes its signals itself. */
    public static Detector active(DetectorId detector, FloorId floor, int intervalSeconds) {
        return new Detector(detector, floor, DetectorKind.ACTIVE, intervalSeconds, null, true);
    }

    @JsonCreator
    static Detector read(
            @JsonProperty("detector") DetectorId detector,
            @JsonProperty("floor") FloorId floor,
            @JsonProperty("kind") DetectorKind kind,
            @JsonProperty("intervalSeconds") int intervalSeconds,
            @JsonProperty("address") @Nullable String address,
            @JsonProperty("enabled") @Nullable Boolean enabled) {
        return new Detector(detector, floor, kind, intervalSeconds, address, enabled == null || enabled);
    }

    /** How often its signals come. */
    public Duration interval() {
        return Duration.ofSeconds(intervalSeconds);
    }

    private static boolean isHttp(@Nullable String address) {
        if (address == null || address.length() > LONGEST_ADDRESS) {
            return false;
        }
        try {
            URI uri = new URI(address);
            return ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme())) && uri.getHost() != null;
        } catch (URISyntaxException e) {
            return false;
        }
    }
}
