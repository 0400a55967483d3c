package io.tocsin.toll;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The core is pure, and only the edge knows the framework. A rule that matches no class fails (archunit.properties). */
@AnalyzeClasses(packagesOf = TollRulesTest.class, importOptions = ImportOption.DoNotIncludeTests.class)
class TollRulesTest {
    private static final String[] FRAMEWORK = {
        "io.quarkus..", "jakarta..", "io.smallrye..", "org.eclipse.microprofile.."
    };

    @ArchTest
    static final ArchRule THE_CORE_IS_PURE = noClasses()
            .that()
            .resideInAPackage("io.tocsin.toll.payment..")
            .should()
            .dependOnClassesThat(not(
                    resideInAnyPackage("java..", "io.tocsin.toll.payment..", "io.tocsin.model..", "org.jspecify..")))
            .because("what is asked of a bank does not depend on how it is asked");

    @ArchTest
    static final ArchRule ONLY_THE_EDGE_KNOWS_THE_FRAMEWORK = noClasses()
            .that()
            .resideOutsideOfPackages(
                    "io.tocsin.toll.config..",
                    "io.tocsin.toll.http..",
                    "io.tocsin.toll.intake..",
                    "io.tocsin.toll.health..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(FRAMEWORK)
            .because("the bank's client and the topology are used by benchmarks and tests without Quarkus");

    @ArchTest
    static final ArchRule THE_BANKS_CLIENT_KNOWS_NO_KAFKA = noClasses()
            .that()
            .resideInAPackage("io.tocsin.toll.bank..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.kafka..", "io.tocsin.calls..", "io.tocsin.toll.topology..")
            .because("an adapter speaks to the core only");

    @ArchTest
    static final ArchRule THE_TOPOLOGY_KNOWS_NO_HTTP = noClasses()
            .that()
            .resideInAPackage("io.tocsin.toll.topology..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.hc..", "io.tocsin.toll.bank..", "io.tocsin.toll.http..")
            .because("the bank is a port");
}
