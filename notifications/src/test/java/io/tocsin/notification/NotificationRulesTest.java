package io.tocsin.notification;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The core is pure, and no channel knows the other. A rule that matches no class fails (archunit.properties). */
@AnalyzeClasses(packagesOf = NotificationRulesTest.class, importOptions = ImportOption.DoNotIncludeTests.class)
class NotificationRulesTest {
    private static final String[] CORE = {
        "io.tocsin.notification.delivery..", "io.tocsin.notification.routing..", "io.tocsin.notification.sms.."
    };

    @ArchTest
    static final ArchRule THE_CORE_IS_PURE = noClasses()
            .that()
            .resideInAnyPackage(CORE)
            .should()
            .dependOnClassesThat(not(resideInAnyPackage(
                    "java..",
                    "javax.crypto..",
                    "io.tocsin.notification.delivery..",
                    "io.tocsin.notification.routing..",
                    "io.tocsin.notification.sms..",
                    "io.tocsin.contact..",
                    "io.tocsin.model..",
                    "com.fasterxml.jackson.annotation..",
                    "org.jspecify..")))
            .because("who is told what does not depend on how it gets there");

    @ArchTest
    static final ArchRule A_GATEWAY_KNOWS_NO_KAFKA = noClasses()
            .that()
            .resideInAnyPackage("io.tocsin.notification.smtp..", "io.tocsin.notification.smpp..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.kafka..", "io.tocsin.calls..", "io.tocsin.notification.calls..")
            .because("an adapter speaks to the core only");

    @ArchTest
    static final ArchRule THE_MAIL_SERVER_KNOWS_NO_SMS_CENTRE = noClasses()
            .that()
            .resideInAPackage("io.tocsin.notification.smtp..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.tocsin.notification.smpp..", "org.jsmpp..");

    @ArchTest
    static final ArchRule THE_SMS_CENTRE_KNOWS_NO_MAIL_SERVER = noClasses()
            .that()
            .resideInAPackage("io.tocsin.notification.smpp..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.tocsin.notification.smtp..", "jakarta.mail..", "org.eclipse.angus..");
}
