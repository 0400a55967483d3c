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
}
