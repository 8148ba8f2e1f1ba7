package dev.trunkline.acceptance;

import static dev.trunkline.acceptance.Relationship.patiently;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trunkline.local.StackAddresses;
import dev.trunkline.local.story.Answer;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Uploads whose terms change while their rows wait. number-service is away, so the operator is handed no more rows than may be under way;
 * the last ones meet the new terms, whoever of the two services has to say so. No row can be delivered, since nobody gives an address:
 * what was handed out before the change leaves no number that would keep a tenant's removal or a cancellation from being granted.
 */
final class ChangingTerms {

    /** What the stack's operator-service is configured with; each upload has a few rows more. */
    static final int ROWS_UNDER_WAY = 1_000;

    private static final int LAST_ROWS = 5;

    /** How many numbers an upload takes. */
    static final int NUMBERS = ROWS_UNDER_WAY + LAST_ROWS;

    /** One upload, and the code that its last rows are to end with. */
    private record Waiting(String code, Relationship relationship, String order, String upload) {}

    private final Relationship suspended;
    private final Relationship removed;
    private final Relationship cancelled;
    private final Relationship terminated;
    private final List<Waiting> uploads = new ArrayList<>();

    private ChangingTerms(StackAddresses stack) {
        suspended = Relationship.in(stack);
        removed = Relationship.in(stack);
        cancelled = Relationship.in(stack);
        terminated = Relationship.in(stack, Map.of("requiresSignedAgreement", true));
        terminated.relate("AgreementSigned");
    }

    static ChangingTerms in(StackAddresses stack) {
        return new ChangingTerms(stack);
    }

    /** While number-service is away: uploads, and then the change of each one's terms. */
    void change(List<String> numbers) {
        String csv = "telephoneNumber,allowTenantAddressUpdate\n" + String.join(",false\n", numbers) + ",false\n";
        upload("consent-suspended", suspended, csv);
        upload("consent-required", removed, csv);
        upload("agreement-required", terminated, csv);
        Waiting toCancel = upload("order-cancelled", cancelled, csv);

        expect(200, tenantService(suspended, "/suspend"));
        String enablement = removed.tenantPath("/operators/" + removed.operatorId());
        expect(
                202,
                removed.tenant()
                        .tenantService()
                        .delete(
                                enablement,
                                removed.tenant().tenantService().get(enablement).etag(),
                                Duration.ZERO));
        terminated.relate("ContractTerminated");
        expect(202, cancelled.operator().operatorService().post(toCancel.order() + "/cancel", Map.of()));
        awaitConsent(suspended, "suspended");
        awaitConsent(removed, "removing");
    }

    /** When number-service is back: the codes that the last rows of the uploads have ended with. */
    Set<String> codesOfTheLastRows() {
        Set<String> seen = new TreeSet<>();
        for (Waiting waiting : uploads) {
            Relationship relationship = waiting.relationship();
            patiently().untilAsserted(() -> assertThat(relationship
                            .operator()
                            .operatorService()
                            .get(waiting.upload())
                            .text("/status"))
                    .isEqualTo("completedWithErrors"));
            List<JsonNode> rows = relationship.operator().operatorService().all(waiting.upload() + "/rows");
            assertThat(rows).hasSize(NUMBERS);
            assertThat(rows.subList(ROWS_UNDER_WAY, NUMBERS))
                    .extracting(row -> row.path("code").asText())
                    .containsOnly(waiting.code());
            assertThat(relationship.numbersOfTenant()).isEmpty();
            seen.add(waiting.code());
        }
        return seen;
    }

    private Waiting upload(String code, Relationship relationship, String csv) {
        String order = relationship.order(NUMBERS);
        Answer received =
                relationship.operator().operatorService().upload(order + "/uploads", BodyPublishers.ofString(csv));
        expect(202, received);
        Waiting waiting = new Waiting(
                code, relationship, order, relationship.operatorPath("/uploads/" + received.text("/uploadId")));
        uploads.add(waiting);
        return waiting;
    }

    private static Answer tenantService(Relationship relationship, String action) {
        String enablement = relationship.tenantPath("/operators/" + relationship.operatorId());
        return relationship.tenant().tenantService().post(enablement + action, Map.of());
    }

    private static void awaitConsent(Relationship relationship, String status) {
        patiently()
                .untilAsserted(() -> assertThat(relationship.consentAtOperator().text("/status"))
                        .isEqualTo(status));
    }

    private static void expect(int status, Answer answer) {
        assertThat(answer.status()).describedAs("%s", answer.body()).isEqualTo(status);
    }
}
