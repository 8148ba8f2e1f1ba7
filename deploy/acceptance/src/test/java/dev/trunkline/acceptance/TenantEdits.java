package dev.trunkline.acceptance;

import static dev.trunkline.acceptance.Relationship.patiently;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.local.story.Answer;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** A tenant edits the contact, and then the countries, of its enablement; nobody at the operator does anything. */
final class TenantEdits {

    private final Relationship relationship;
    private final String enablement;

    TenantEdits(Relationship relationship) {
        this.relationship = relationship;
        this.enablement = relationship.tenantPath("/operators/" + relationship.operatorId());
    }

    void reachTheOperatorByThemselves() {
        Instant enabled = lastModifiedOn();

        Answer contact = put(
                "/contact",
                Map.of("fullName", "Nora Neu", "email", "nora.neu@contoso.example", "companySize", "L1_U1"));

        awaitAtOperator("/contact/fullName", "Nora Neu");
        awaitAtOperator("/lastModifiedOn", contact.text("/lastModifiedOn"));
        Instant edited = lastModifiedOn();
        assertThat(edited).isAfter(enabled);

        Answer country = put("/countries/AT", Map.of("services", List.of("calling")));

        awaitAtOperator("/countries/0/country", "AT");
        awaitAtOperator("/lastModifiedOn", country.text("/lastModifiedOn"));
        assertThat(lastModifiedOn()).isAfter(edited);
    }

    private Answer put(String below, Map<String, ?> body) {
        String etag = relationship.tenant().tenantService().get(enablement).etag();
        Answer answer = relationship.tenant().tenantService().put(enablement + below, body, etag);
        assertThat(answer.status()).describedAs("%s", answer.body()).isEqualTo(200);
        return answer;
    }

    private void awaitAtOperator(String pointer, String expected) {
        patiently()
                .untilAsserted(() -> assertThat(relationship.consentAtOperator().text(pointer))
                        .isEqualTo(expected));
    }

    private Instant lastModifiedOn() {
        return Instant.parse(relationship.consentAtOperator().text("/lastModifiedOn"));
    }
}
