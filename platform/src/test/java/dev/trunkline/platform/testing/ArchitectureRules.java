package dev.trunkline.platform.testing;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import jakarta.annotation.security.DenyAll;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.HttpMethod;
import java.lang.annotation.Annotation;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The rules of the house that a compiler does not know. A service runs them all:
 *
 * <pre>{@code
 * @AnalyzeClasses(packages = "dev.trunkline.tenant", importOptions = ImportOption.DoNotIncludeTests.class)
 * class ArchitectureTest {
 *     @ArchTest
 *     static final ArchTests RULES = ArchTests.in(ArchitectureRules.class);
 * }
 * }</pre>
 */
public final class ArchitectureRules {

    private static final List<Class<? extends Annotation>> ACCESS =
            List.of(RolesAllowed.class, PermitAll.class, DenyAll.class);

    private static final DescribedPredicate<JavaMethod> ENDPOINTS =
            DescribedPredicate.describe("endpoints", method -> method.getAnnotations().stream()
                    .anyMatch(annotation -> annotation.getRawType().isAnnotatedWith(HttpMethod.class)));

    @ArchTest
    public static final ArchRule EVERY_ENDPOINT_DECLARES_WHO_MAY_CALL_IT = methods()
            .that(ENDPOINTS)
            .should(
                    new ArchCondition<JavaMethod>(
                            "declare @RolesAllowed, @PermitAll or @DenyAll, or their class does") {
                        @Override
                        public void check(JavaMethod method, ConditionEvents events) {
                            boolean declared = ACCESS.stream()
                                    .anyMatch(access -> method.isAnnotatedWith(access)
                                            || method.getOwner().isAnnotatedWith(access));
                            events.add(new SimpleConditionEvent(
                                    method, declared, method.getFullName() + (declared ? " does" : " does not")));
                        }
                    })
            .allowEmptyShould(true);

    @ArchTest
    public static final ArchRule THE_INSIDE_OF_A_FEATURE_IS_PACKAGE_PRIVATE = classes()
            .that()
            .haveNameMatching(".*(Resource|Repository|EventsHandler|Job)")
            .and()
            .resideInAnyPackage("dev.trunkline.operator..", "dev.trunkline.tenant..", "dev.trunkline.number..")
            .should()
            .bePackagePrivate()
            .because("features meet through a service or an event")
            .allowEmptyShould(true);

    @ArchTest
    public static final ArchRule OPERATOR_SERVICE_KNOWS_NO_OTHER = noOther("operator", "tenant", "number");

    @ArchTest
    public static final ArchRule TENANT_SERVICE_KNOWS_NO_OTHER = noOther("tenant", "operator", "number");

    @ArchTest
    public static final ArchRule NUMBER_SERVICE_KNOWS_NO_OTHER = noOther("number", "operator", "tenant");

    @ArchTest
    public static final ArchRule PLATFORM_KNOWS_NO_SERVICE = noClasses()
            .that()
            .resideInAPackage("dev.trunkline.platform..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.trunkline.operator..", "dev.trunkline.tenant..", "dev.trunkline.number..")
            .allowEmptyShould(true);

    @ArchTest
    public static final ArchRule CONTRACTS_KNOW_NO_FRAMEWORK = noClasses()
            .that()
            .resideInAPackage("dev.trunkline.contracts..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.quarkus..",
                    "jakarta..",
                    "org.hibernate..",
                    "org.apache.kafka..",
                    "org.eclipse.microprofile..",
                    "dev.trunkline.platform..")
            .allowEmptyShould(true);

    @ArchTest
    public static final ArchRule NOTHING_IS_INJECTED_INTO_FIELDS = noFields()
            .should()
            .beAnnotatedWith(Inject.class)
            .orShould()
            .beAnnotatedWith(ConfigProperty.class)
            .because("constructors take what a class needs, and its fields are final")
            .allowEmptyShould(true);

    @ArchTest
    public static final ArchRule BUSINESS_TIME_IS_THE_DATABASES = noClasses()
            .that()
            .resideInAnyPackage("dev.trunkline.operator..", "dev.trunkline.tenant..", "dev.trunkline.number..")
            .should()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(LocalDate.class, "now")
            .orShould()
            .callMethod(Clock.class, "systemUTC")
            .because("replicas' clocks decide nothing: ask BusinessClock or business_now()")
            .allowEmptyShould(true);

    @ArchTest
    public static final ArchRule FEATURES_FORM_NO_CYCLES = slices().matching(
                    "dev.trunkline.(operator|tenant|number).(*)..")
            .should()
            .beFreeOfCycles()
            .allowEmptyShould(true);

    @ArchTest
    public static final ArchRule NAMES_SAY_WHAT_A_CLASS_DOES = noClasses()
            .should()
            .haveNameMatching(".*(Impl|Helper|Util|Utils|Manager|Dto|DTO)")
            .allowEmptyShould(true);

    private ArchitectureRules() {}

    private static ArchRule noOther(String own, String... others) {
        String[] packages = java.util.Arrays.stream(others)
                .map(other -> "dev.trunkline." + other + "..")
                .toArray(String[]::new);
        return noClasses()
                .that()
                .resideInAPackage("dev.trunkline." + own + "..")
                .should()
                .dependOnClassesThat(JavaClass.Predicates.resideInAnyPackage(packages))
                .because("services meet in the contracts")
                .allowEmptyShould(true);
    }
}
