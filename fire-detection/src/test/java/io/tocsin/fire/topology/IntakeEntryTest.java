package io.tocsin.fire.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.fire.supervision.IntakeWatch;
import io.tocsin.fire.supervision.SupervisionPolicy;
import io.tocsin.model.fire.SystemFault;
import io.tocsin.model.json.Json;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What is told of the intake is stored with what it follows from, until it has been read back. */
class IntakeEntryTest {
    private static final Instant NOW = Instant.parse("2025-01-06T08:30:00Z");

    private static IntakeWatch.Look look(IntakeWatch watch, int secondsBehind) {
        return watch.look(NOW, NOW.minusSeconds(secondsBehind), Set.of(), SupervisionPolicy.USUAL);
    }

    @Test
    void shouldKeepEachFaultUntilItHasArrived() {
        IntakeWatch.Look began = look(IntakeWatch.WELL, 11);
        IntakeWatch.Look ended = look(began.watch(), 0);
        SystemFault raised = began.fault().orElseThrow();
        SystemFault cleared = ended.fault().orElseThrow();

        IntakeEntry entry = IntakeEntry.WELL.after(began).after(ended);
        assertThat(entry.watch()).isEqualTo(IntakeWatch.WELL);
        assertThat(entry.onTheirWay()).containsExactly(raised, cleared);
        assertThat(Json.read(Json.write(entry), IntakeEntry.class)).isEqualTo(entry);

        assertThat(entry.arrived(raised).onTheirWay()).containsExactly(cleared);
        assertThat(entry.arrived(raised).arrived(cleared)).isEqualTo(IntakeEntry.WELL);
    }
}
