package io.tocsin.simulator.admin;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import io.tocsin.simulator.config.SimulatorsConfig;
import io.tocsin.simulator.sms.ReceiptResult;
import io.tocsin.simulator.sms.SmsCentre;
import io.tocsin.simulator.sms.SmsOptions;
import io.tocsin.simulator.sms.SmsResult;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;

/** Starts the SMS centre with the application and stops it with it. */
@Singleton
final class SmsWiring {

    @Produces
    @Singleton
    @Startup
    SmsCentre start(SimulatorsConfig config, MeterRegistry meters) {
        SimulatorsConfig.Sms sms = config.sms();
        SmsCentre centre = SmsCentre.start(new SmsOptions(
                sms.host(),
                sms.port(),
                sms.systemId(),
                sms.password(),
                sms.keptMessages(),
                sms.receiptAfter(),
                Clock.systemUTC()));
        for (SmsResult result : SmsResult.values()) {
            FunctionCounter.builder("tocsin.sms.messages", centre, one -> one.count(result))
                    .description("What became of the messages submitted to the simulated SMS centre")
                    .tag("result", Tags.word(result))
                    .register(meters);
        }
        for (ReceiptResult result : ReceiptResult.values()) {
            FunctionCounter.builder("tocsin.sms.receipts", centre, one -> one.count(result))
                    .description("What became of the delivery receipts of the simulated SMS centre")
                    .tag("result", Tags.word(result))
                    .register(meters);
        }
        Gauge.builder("tocsin.sms.kept", centre, one -> one.inbox().totals().kept())
                .description("Messages in the inbox of the simulated SMS centre")
                .register(meters);
        Gauge.builder("tocsin.sms.listening", centre, one -> one.listening() ? 1 : 0)
                .description("1 while the simulated SMS centre accepts connections, 0 while it is offline")
                .register(meters);
        return centre;
    }

    void stop(@Disposes SmsCentre centre) {
        centre.close();
    }
}
