package io.tocsin.calls;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

/** The engine is a library: no framework, and nothing of Kafka that is not public. */
class OutboundCallsArchitectureTest {
    private static final JavaClasses ENGINE = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.tocsin.calls");

    private static final ArchRule FEW_LIBRARIES = noClasses()
            .should()
            .dependOnClassesThat(not(resideInAnyPackage(
                    "java..",
                    "io.tocsin.calls..",
                    "org.apache.kafka..",
                    "org.rocksdb..",
                    "io.github.resilience4j..",
                    "io.micrometer..",
                    "org.jspecify..")))
            .because("a team uses it with the framework of its own choice");

    /** {@code RecordHeaders} is the one exception: Kafka has no public way to make {@code Headers} for a new record. */
    private static final ArchRule PUBLIC_KAFKA_ONLY = noClasses()
            .should()
            .dependOnClassesThat(
                    resideInAPackage("org.apache.kafka..internals..").and(not(type(RecordHeaders.class))))
            .because("internals change without notice");

    @Test
    void shouldDependOnFewLibrariesOnly() {
        FEW_LIBRARIES.allowEmptyShould(false).check(ENGINE);
    }

    @Test
    void shouldUseThePublicKafkaOnly() {
        PUBLIC_KAFKA_ONLY.allowEmptyShould(false).check(ENGINE);
    }

    @Test
    void shouldNoticeWhenItLooksAtNothing() {
        assertThat(ENGINE.contain(CallProcessor.class)).isTrue();
        JavaClasses nothing = new ClassFileImporter().importPackages("io.tocsin.nowhere");

        assertThatThrownBy(() -> PUBLIC_KAFKA_ONLY.allowEmptyShould(false).check(nothing))
                .hasMessageContaining("failed to check any classes");
        assertThatThrownBy(() -> FEW_LIBRARIES.allowEmptyShould(false).check(nothing))
                .hasMessageContaining("failed to check any classes");
    }
}
