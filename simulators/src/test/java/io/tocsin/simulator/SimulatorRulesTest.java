package io.tocsin.simulator;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** What is simulated can be started without Quarkus: tests and benchmarks of other modules do. */
@AnalyzeClasses(packagesOf = SimulatorRulesTest.class, importOptions = ImportOption.DoNotIncludeTests.class)
class SimulatorRulesTest {
    @ArchTest
    static final ArchRule WHAT_IS_SIMULATED_KNOWS_NO_FRAMEWORK = noClasses()
            .that()
            .resideInAnyPackage(
                    "io.tocsin.simulator.bank..",
                    "io.tocsin.simulator.lanes..",
                    "io.tocsin.simulator.building..",
                    "io.tocsin.simulator.valve..",
                    "io.tocsin.simulator.mail..",
                    "io.tocsin.simulator.sms..",
                    "io.tocsin.simulator.inbox..",
                    "io.tocsin.simulator.door..",
                    "io.tocsin.simulator.fault..",
                    "io.tocsin.simulator.kafka..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.quarkus..",
                    "jakarta.enterprise..",
                    "jakarta.inject..",
                    "jakarta.ws..",
                    "io.smallrye..",
                    "io.tocsin.simulator.admin..");

    @ArchTest
    static final ArchRule WHAT_TAKES_CALLS_KNOWS_NO_KAFKA = noClasses()
            .that()
            .resideInAnyPackage(
                    "io.tocsin.simulator.bank..",
                    "io.tocsin.simulator.mail..",
                    "io.tocsin.simulator.sms..",
                    "io.tocsin.simulator.inbox..",
                    "io.tocsin.simulator.door..",
                    "io.tocsin.simulator.fault..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.kafka..", "io.tocsin.simulator.kafka..", "io.tocsin.simulator.lanes..");

    @ArchTest
    static final ArchRule ONLY_MAIL_AND_SMS_KNOW_THEIR_LIBRARIES = noClasses()
            .that()
            .resideOutsideOfPackages("io.tocsin.simulator.mail..", "io.tocsin.simulator.sms..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("com.icegreen..", "jakarta.mail..", "org.jsmpp..");

    @ArchTest
    static final ArchRule WHAT_HAPPENS_IN_SIMULATED_TIME_KNOWS_NO_KAFKA = noClasses()
            .that()
            .haveNameMatching(
                    ".*\\.(Building|BuildingPlan|FloorFire|SimulatedDetector|RandomFailures|Valves|SimulatedValve)(\\$.*)?")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.kafka..", "io.tocsin.simulator.kafka..");
}
