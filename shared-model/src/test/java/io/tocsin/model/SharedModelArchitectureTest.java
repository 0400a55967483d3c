package io.tocsin.model;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.api.Test;

/** Every service shares the model, so the model drags nothing in. */
class SharedModelArchitectureTest {
    private static final ArchRule FEW_LIBRARIES = noClasses()
            .should()
            .dependOnClassesThat(not(resideInAnyPackage(
                    "java..",
                    "io.tocsin.model..",
                    "com.fasterxml.jackson..",
                    "com.fasterxml.uuid..",
                    "org.apache.kafka.common..",
                    "org.jspecify..")))
            .orShould()
            .dependOnClassesThat(resideInAnyPackage("org.apache.kafka..internals.."))
            .because("the model has no framework, and of Kafka only what serialises");

    @Test
    void shouldDependOnFewLibrariesOnly() {
        FEW_LIBRARIES
                .allowEmptyShould(false)
                .check(new ClassFileImporter()
                        .withImportOption(new ImportOption.DoNotIncludeTests())
                        .importPackages("io.tocsin.model"));
    }

    @Test
    void shouldNoticeWhenItLooksAtNothing() {
        JavaClasses nothing = new ClassFileImporter().importPackages("io.tocsin.nowhere");

        assertThatThrownBy(() -> FEW_LIBRARIES.allowEmptyShould(false).check(nothing))
                .hasMessageContaining("failed to check any classes");
    }
}
