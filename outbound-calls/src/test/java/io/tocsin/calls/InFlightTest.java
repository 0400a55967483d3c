package io.tocsin.calls;

import static io.tocsin.calls.Errand.errand;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Proxy;
import java.time.Clock;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.errors.ProcessorStateException;
import org.apache.kafka.streams.state.KeyValueStore;
import org.junit.jupiter.api.Test;

class InFlightTest {

    /** The task is closed then, and gives its permits back: one that nobody knew of would be missing for ever. */
    @Test
    void shouldStillHaveThePermitOfARequestWhoseEntryCouldNotBeWritten() {
        var inFlight = new InFlight<>(
                refusing(TestStores.inMemory(Serdes.String())), new Errand.Form(), () -> 0, Clock.systemUTC(), true);
        var permit = new CallDispatcher.Permit(false);
        var request = new Reading.Understood<>(errand("e1"), new byte[0]);
        var history = new History(0, false, 0, 0, 0, 0);

        assertThatThrownBy(() -> inFlight.admit(request, "e1", history, Trace.NONE, permit))
                .isInstanceOf(ProcessorStateException.class);

        assertThat(inFlight.unusedPermits()).containsExactly(permit);
    }

    /** A store whose changelog takes nothing any more. */
    @SuppressWarnings("unchecked") // it is what it stands for
    private static KeyValueStore<String, byte[]> refusing(KeyValueStore<String, byte[]> store) {
        return (KeyValueStore<String, byte[]>) Proxy.newProxyInstance(
                InFlightTest.class.getClassLoader(),
                new Class<?>[] {KeyValueStore.class},
                (proxy, method, arguments) -> {
                    if (method.getName().equals("put")) {
                        throw new ProcessorStateException("the changelog takes nothing");
                    }
                    return method.invoke(store, arguments);
                });
    }
}
