package io.tocsin.model.fire;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.tocsin.model.InvalidFieldException;
import io.tocsin.model.Required;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the reader of one partition of {@code detector-signals} tells those who supervise: the value of {@code signal-relay}.
 *
 * <p>A detector is supervised on the partition that Kafka's own hash gives its id. Not every sender hashes so.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = SignalRelay.Heard.class, name = "heard"),
    @JsonSubTypes.Type(value = SignalRelay.ReadUpTo.class, name = "read-up-to")
})
@JsonInclude(JsonInclude.Include.NON_NULL)
public sealed interface SignalRelay {

    /**
     * A detector spoke on another partition than its own.
     *
     * @param detector which
     * @param at when Kafka took its signal
     * @param battery what it said of its battery; absent when it said nothing
     */
    record Heard(DetectorId detector, Instant at, @Nullable Integer battery) implements SignalRelay {
        /** @throws InvalidFieldException when a part is missing */
        public Heard {
            Required.field("detector", detector);
            Required.time("at", at);
        }
    }

    /**
     * Everything that came in on a partition before {@code upTo} has been read, and was relayed before this.
     *
     * @param partition of {@code detector-signals}
     * @param upTo when Kafka took what was read last
     * @param census how the detectors are that are supervised there
     */
    record ReadUpTo(int partition, Instant upTo, List<Census> census) implements SignalRelay {
        /** @throws InvalidFieldException when a part is missing */
        public ReadUpTo {
            Required.time("upTo", upTo);
            Required.field("census", census);
            census = List.copyOf(census);
        }
    }

    /**
     * How many detectors of one interval there are, and how many of them are overdue.
     *
     * @param intervalSeconds how often they should speak
     * @param watched those that have spoken before: one that was never installed says nothing about the way to the others
     * @param overdue those of {@code watched} that should have spoken and have not
     */
    record Census(int intervalSeconds, int watched, int overdue) {}
}
