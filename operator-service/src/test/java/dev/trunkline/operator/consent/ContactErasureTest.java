package dev.trunkline.operator.consent;

import static dev.trunkline.platform.testing.TokenClient.asOperator;
import static dev.trunkline.platform.testing.TokenClient.asPlatformAdmin;
import static dev.trunkline.platform.testing.TokenClient.managed;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.contracts.EnablementStatus;
import dev.trunkline.contracts.event.EnablementChanged;
import dev.trunkline.contracts.event.Event;
import dev.trunkline.contracts.event.EventType;
import dev.trunkline.operator.OperatorServiceTest;
import dev.trunkline.operator.OtherServices;
import dev.trunkline.operator.Scene;
import dev.trunkline.operator.TestData;
import dev.trunkline.platform.event.EventAttributes;
import dev.trunkline.platform.testing.LogCapture;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** After a removal the contact is in no table any more: every column of each is searched, those of features to come too. */
@QuarkusTest
class ContactErasureTest extends OperatorServiceTest {

    @TestHTTPResource(value = "/metrics", management = true)
    URL metrics;

    private final Scene scene = new Scene();
    private final String name = "Zenobia " + UUID.randomUUID();

    @Test
    void leavesNothingOfTheContactInAnyColumnOfAnyTable() {
        // Given an operator that is told of the consent by its feed and at a webhook that does not answer
        scene.register("DE");
        asOperator(scene.operatorId)
                .header("Idempotency-Key", "webhook-" + scene.tenantId)
                .contentType("application/json")
                .body(Map.of("url", "http://127.0.0.1:9/hook", "types", List.of()))
                .post(scene.path + "/webhooks")
                .then()
                .statusCode(201);
        apply(scene.enablement(1, EnablementStatus.ACTIVE, "DE"));
        apply(scene.contact(1, name));
        apply(scene.contact(2, name));
        unreadableContact();
        Scene.eventually(() -> TestData.count(
                        "select count(*) from webhook_attempts a join webhook_deliveries d using (delivery_id)"
                                + " where d.operator_id = ?",
                        scene.operatorId)
                > 0);
        assertThat(tablesThatKnow(name))
                .as("neither feed nor webhooks ever know it")
                .containsExactlyInAnyOrder("consents", "waiting_contacts", "dead_letter");

        // When
        apply(scene.enablement(2, EnablementStatus.REMOVED, "DE"));

        // Then
        assertThat(tablesThatKnow(name)).isEmpty();
    }

    @Test
    void isInNoLogAndNoMetric() {
        try (LogCapture logs = LogCapture.open()) {
            // When
            scene.register("DE");
            apply(scene.enablement(1, EnablementStatus.ACTIVE, "DE"));
            apply(scene.contact(1, name));
            unreadableContact();
            assertThat(scene.consentView().getString("contact.fullName")).isEqualTo(name);
            String letters =
                    asPlatformAdmin().get(managed("/v1/admin/dead-letters")).asString();
            asOperator(scene.operatorId).get(scene.path + "/consents?pageToken=" + name.replace(' ', '+'));
            apply(scene.enablement(1, EnablementStatus.REMOVED, "DE"));

            // Then
            assertThat(letters).contains(scene.tenantId.toString()).doesNotContain(name);
            assertThat(logs.records()).as("what is looked at").anyMatch(record -> record.contains("alarm=dead-letter"));
            assertThat(logs.records()).noneMatch(record -> record.contains(name));
            assertThat(RestAssured.get(metrics).asString())
                    .contains("/v1/operators/{operatorId}/consents")
                    .doesNotContain(name);
        }
    }

    /** A restored database goes on reading where it was then: the record that orders the erasure is never deleted, and comes again. */
    @Test
    void erasesAgainWhatARestoredDatabaseBroughtBack() {
        // Given
        EnablementChanged active = scene.enablement(1, EnablementStatus.ACTIVE, "DE");
        apply(active);
        apply(scene.contact(1, name));
        TestData.execute("create table backup as select * from consents where tenant_id = ?::uuid", scene.tenantId);
        EnablementChanged removed = scene.enablement(1, EnablementStatus.REMOVED, "DE");
        apply(removed);
        TestData.execute("delete from consents where tenant_id = ?", scene.tenantId);
        TestData.execute("insert into consents select * from backup");
        TestData.execute("drop table backup");
        assertThat(tablesThatKnow(name)).containsExactly("consents");

        // When
        apply(removed);

        // Then
        assertThat(tablesThatKnow(name)).isEmpty();
        assertThat(scene.consentView().getString("status")).isEqualTo("removed");
    }

    private static List<String> tablesThatKnow(String text) {
        List<String> tables = TestData.query(
                "select quote_ident(table_name) from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'");
        assertThat(tables).contains("consents", "outbox", "dead_letter", "idempotency_record");
        List<String> found = new ArrayList<>();
        for (String table : tables) {
            // Binary columns show as hexadecimal digits.
            long rows = TestData.count(
                    "select count(*) from " + table
                            + " as t where t::text like ? or t::text like '%' || encode(?::bytea, 'hex') || '%'",
                    "%" + text + "%",
                    text);
            if (rows > 0) {
                found.add(table);
            }
        }
        return found;
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
                ("{\"contact\":{\"fullName\":\"" + name).getBytes(StandardCharsets.UTF_8),
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
        Scene.eventually(() -> TestData.count("select count(*) from dead_letter where record_key = ?", key) == 1);
    }
}
