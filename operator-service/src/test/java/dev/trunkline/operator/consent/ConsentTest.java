package dev.trunkline.operator.consent;

import static dev.trunkline.platform.testing.TokenClient.asOperator;
import static dev.trunkline.platform.testing.TokenClient.asTenant;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import dev.trunkline.contracts.CoexistenceMode;
import dev.trunkline.contracts.EnablementStatus;
import dev.trunkline.contracts.event.EnablementChanged;
import dev.trunkline.contracts.event.EnablementContactChanged;
import dev.trunkline.contracts.event.Event;
import dev.trunkline.contracts.event.EventType;
import dev.trunkline.contracts.event.TenantChanged;
import dev.trunkline.operator.OperatorServiceTest;
import dev.trunkline.operator.OtherServices;
import dev.trunkline.operator.Scene;
import dev.trunkline.operator.TestData;
import dev.trunkline.platform.event.EventAttributes;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ConsentTest extends OperatorServiceTest {

    private final Scene scene = new Scene();

    @Test
    void showsAConsentWithContactAndTenantNameInWhateverOrderTheyCome() {
        // When
        apply(scene.contact(1, "Ada Lovelace"));
        apply(new TenantChanged(scene.tenantId, Scene.nextRevision(), "Contoso", CoexistenceMode.TEAMS_ONLY));
        apply(scene.enablement(1, EnablementStatus.ACTIVE, "DE"));

        // Then
        asOperator(scene.operatorId)
                .get(scene.path + "/consents/" + scene.tenantId)
                .then()
                .statusCode(200)
                .header("ETag", notNullValue())
                .body("tenantDisplayName", equalTo("Contoso"))
                .body("status", equalTo("active"))
                .body("epoch", equalTo(1))
                .body("countries[0].country", equalTo("DE"))
                .body("contact.fullName", equalTo("Ada Lovelace"))
                .body("contact.companySize", equalTo("L250_U999"))
                .body("dataTransferNotice.version", equalTo("2026-01"))
                .body("customerRelationship", nullValue());
        assertThat(waiting()).isZero();
    }

    @Test
    void keepsTheLatestContactOfTheEpoch() {
        apply(scene.enablement(1, EnablementStatus.ACTIVE, "DE"));
        EnablementContactChanged older = scene.contact(1, "Before");
        apply(scene.contact(1, "After"));

        apply(older);

        assertThat(scene.consentView().getString("contact.fullName")).isEqualTo("After");
    }

    @Test
    void showsEveryEditOfTheTenantAndWhenItWasMade() {
        // Given
        EnablementChanged enabled = scene.enablement(1, EnablementStatus.ACTIVE, "DE");
        apply(enabled);
        apply(scene.contact(1, "Before"));

        // When
        apply(scene.contact(1, "After"));
        EnablementChanged contactEdited = scene.enablement(1, EnablementStatus.ACTIVE, "DE");
        apply(contactEdited);
        Instant afterTheContact = Instant.parse(scene.consentView().getString("lastModifiedOn"));
        String contact = scene.consentView().getString("contact.fullName");
        EnablementChanged countryAdded = scene.enablement(1, EnablementStatus.ACTIVE, "DE", "SE");
        apply(countryAdded);

        // Then
        assertThat(contact).isEqualTo("After");
        assertThat(afterTheContact)
                .isAfter(enabled.lastModifiedOn())
                .isCloseTo(contactEdited.lastModifiedOn(), within(1, ChronoUnit.MICROS));
        assertThat(scene.consentView().getList("countries.country")).containsExactly("DE", "SE");
        assertThat(Instant.parse(scene.consentView().getString("lastModifiedOn")))
                .isCloseTo(countryAdded.lastModifiedOn(), within(1, ChronoUnit.MICROS))
                .isAfter(afterTheContact);
    }

    @Test
    void erasesTheContactEverywhereWhenTheConsentIsRemoved() {
        // Given
        apply(scene.enablement(1, EnablementStatus.ACTIVE, "DE"));
        apply(scene.contact(1, "Ada Lovelace"));
        unreadableContact();

        // When
        apply(scene.enablement(1, EnablementStatus.REMOVED, "DE"));

        // Then
        assertThat(scene.consentView().getString("status")).isEqualTo("removed");
        assertThat(scene.consentView().getString("contact")).isNull();
        assertThat(deadLetters()).isZero();
        assertThat(TestData.count(
                        "select count(*) from consents where tenant_id = ? and (contact is not null or contact_revision is not null)",
                        scene.tenantId))
                .isZero();
    }

    @Test
    void doesNotReviveAContactThatComesAfterTheRemoval() {
        // Given
        EnablementContactChanged late = scene.contact(1, "Ada Lovelace");
        apply(scene.enablement(1, EnablementStatus.ACTIVE, "DE"));
        apply(scene.enablement(1, EnablementStatus.REMOVED, "DE"));

        // When
        apply(late);

        // Then
        assertThat(scene.consentView().getString("contact")).isNull();
        assertThat(waiting()).isZero();
    }

    @Test
    void erasesTheOldContactWhenAnEpochIsSeenWhoseBeginningWasMissed() {
        // Given
        apply(scene.enablement(1, EnablementStatus.ACTIVE, "DE"));
        apply(scene.contact(1, "Of the first epoch"));
        TestData.execute(
                "update consents set customer_relationship = 'AgreementSigned' where tenant_id = ?", scene.tenantId);

        // When
        apply(scene.enablement(2, EnablementStatus.ACTIVE, "FR"));

        // Then
        assertThat(scene.consentView().getInt("epoch")).isEqualTo(2);
        assertThat(scene.consentView().getString("contact")).isNull();
        assertThat(scene.consentView().getString("customerRelationship")).isNull();
    }

    @Test
    void letsTheContactOfTheNextEpochWaitForIt() {
        // Given
        apply(scene.enablement(1, EnablementStatus.ACTIVE, "DE"));
        apply(scene.contact(1, "Of the first epoch"));

        // When
        apply(scene.contact(2, "Of the second epoch"));
        String meanwhile = scene.consentView().getString("contact.fullName");
        apply(scene.enablement(1, EnablementStatus.REMOVED, "DE"));
        long stillWaiting = waiting();
        apply(scene.enablement(2, EnablementStatus.ACTIVE, "DE"));

        // Then
        assertThat(meanwhile).isEqualTo("Of the first epoch");
        assertThat(stillWaiting).isEqualTo(1);
        assertThat(scene.consentView().getString("contact.fullName")).isEqualTo("Of the second epoch");
        assertThat(waiting()).isZero();
    }

    @Test
    void ignoresAnEnablementThatIsOlderThanWhatIsKnown() {
        EnablementChanged older = scene.enablement(1, EnablementStatus.ACTIVE, "DE");
        apply(scene.enablement(1, EnablementStatus.REMOVED, "DE"));

        apply(older);
        OtherServices.say(older);

        assertThat(scene.consentView().getString("status")).isEqualTo("removed");
    }

    @Test
    void keepsTheRelationshipWithinAnEpoch() {
        apply(scene.enablement(1, EnablementStatus.ACTIVE, "DE"));
        TestData.execute(
                "update consents set customer_relationship = 'CustomerContacted' where tenant_id = ?", scene.tenantId);

        apply(scene.enablement(1, EnablementStatus.SUSPENDED, "DE"));

        assertThat(scene.consentView().getString("customerRelationship")).isEqualTo("CustomerContacted");
    }

    @Test
    void showsAConsentToTheOperatorThatItIsAddressedToAlone() {
        apply(scene.enablement(1, EnablementStatus.ACTIVE, "DE"));
        UUID other = UUID.randomUUID();

        asOperator(other).get(scene.path + "/consents/" + scene.tenantId).then().statusCode(404);
        asOperator(other)
                .get("/v1/operators/" + other + "/consents/" + scene.tenantId)
                .then()
                .statusCode(404);
        asOperator(other).get("/v1/operators/" + other + "/consents").then().body("items", empty());
        asTenant(scene.tenantId).get(scene.path + "/consents").then().statusCode(403);
        List<String> own = asOperator(scene.operatorId)
                .get(scene.path + "/consents")
                .jsonPath()
                .getList("items.tenantId");
        assertThat(own).containsExactly(scene.tenantId.toString());
    }

    /** Says something and waits until it is applied. */
    private static void apply(Event event) {
        UUID eventId = UUID.randomUUID();
        OtherServices.sayAs(eventId, event);
        Scene.eventually(() -> TestData.applied(eventId));
    }

    private void unreadableContact() {
        String key = scene.tenantId + ":" + scene.operatorId;
        OtherServices.sayRaw(
                EventType.ENABLEMENT_CONTACT_CHANGED,
                key,
                "{\"contact\":{\"fullName\":\"Ada".getBytes(StandardCharsets.UTF_8),
                new EventAttributes(
                        UUID.randomUUID(),
                        "/trunkline/test",
                        EventType.ENABLEMENT_CONTACT_CHANGED.typeName(),
                        key,
                        Instant.now(),
                        null,
                        scene.tenantId,
                        Scene.nextRevision(),
                        null,
                        null,
                        null));
        Scene.eventually(() -> deadLetters() == 1);
    }

    private long deadLetters() {
        return TestData.count(
                "select count(*) from dead_letter where record_key = ?", scene.tenantId + ":" + scene.operatorId);
    }

    private long waiting() {
        return TestData.count("select count(*) from waiting_contacts where tenant_id = ?", scene.tenantId);
    }
}
