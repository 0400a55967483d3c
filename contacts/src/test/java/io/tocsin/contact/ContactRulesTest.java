package io.tocsin.contact;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The directory is pure. A rule that matches no class fails (archunit.properties). */
@AnalyzeClasses(packagesOf = ContactRulesTest.class, importOptions = ImportOption.DoNotIncludeTests.class)
class ContactRulesTest {

    @ArchTest
    static final ArchRule THE_DIRECTORY_IS_PURE = noClasses()
            .that()
            .resideInAPackage("io.tocsin.contact")
            .should()
            .dependOnClassesThat(not(resideInAnyPackage(
                    "java..",
                    "io.tocsin.contact",
                    "io.tocsin.model..",
                    "com.fasterxml.jackson.annotation..",
                    "com.google.i18n.phonenumbers..",
                    "org.jspecify..")))
            .because("who is told what does not depend on how it gets there, nor on Kafka or Quarkus");

    @ArchTest
    static final ArchRule FILES_KNOW_NO_KAFKA = noClasses()
            .that()
            .resideInAPackage("io.tocsin.contact.file")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.kafka..", "io.quarkus..", "io.tocsin.model.topic..")
            .because("a file is read in the same way wherever its contacts go");
}
