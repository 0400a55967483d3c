package io.tocsin.fire;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The core is pure. A rule that matches no class fails (archunit.properties). */
@AnalyzeClasses(packagesOf = FireRulesTest.class, importOptions = ImportOption.DoNotIncludeTests.class)
class FireRulesTest {
    private static final String[] CORE = {
        "io.tocsin.fire.floor..", "io.tocsin.fire.supervision..", "io.tocsin.fire.notice.."
    };

    @ArchTest
    static final ArchRule THE_CORE_IS_PURE = noClasses()
            .that()
            .resideInAnyPackage(CORE)
            .should()
            .dependOnClassesThat(not(resideInAnyPackage(
                    "java..",
                    "io.tocsin.fire.floor..",
                    "io.tocsin.fire.supervision..",
                    "io.tocsin.fire.notice..",
                    "io.tocsin.model..",
                    "org.jspecify..")))
            .because("what a fire alarm does must not depend on how signals travel");

    @ArchTest
    static final ArchRule ONLY_THE_EDGE_KNOWS_THE_FRAMEWORK = noClasses()
            .that()
            .resideOutsideOfPackages("io.tocsin.fire.config..", "io.tocsin.fire.http..", "io.tocsin.fire.health..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.quarkus..", "jakarta..", "io.smallrye..", "org.eclipse.microprofile..")
            .because("the topology and the poller are used by benchmarks and tests without Quarkus");

    @ArchTest
    static final ArchRule THE_TOPOLOGY_KNOWS_NO_HTTP = noClasses()
            .that()
            .resideInAPackage("io.tocsin.fire.topology..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.net.http..", "io.tocsin.fire.http..", "io.tocsin.fire.polling..")
            .because("an alarm does not depend on who looks at it");
}
