package dev.trunkline.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the services answer to those who ask about one relationship. */
final class Answers {

    private Answers() {}

    /** All that an operator and a tenant can ask, by path. */
    static Map<String, JsonNode> toEverything(
            Relationship relationship, String order, String upload, String user, String number) {
        Map<String, JsonNode> answers = new LinkedHashMap<>();
        for (String path : List.of(
                order,
                upload,
                upload + "/rows",
                relationship.operatorPath(""),
                relationship.operatorPath("/numbers"),
                relationship.operatorPath("/consents"))) {
            answers.put(
                    path, relationship.operator().operatorService().get(path).body());
        }
        for (String path : List.of(
                relationship.tenantPath(""),
                user,
                relationship.tenantPath("/operators"),
                relationship.tenantPath("/operators/" + relationship.operatorId() + "/history"))) {
            answers.put(path, relationship.tenant().tenantService().get(path).body());
        }
        for (String path : List.of(
                relationship.tenantPath("/numbers"),
                relationship.tenantPath("/numbers/" + number),
                relationship.tenantPath("/numbers/" + number + "/history"))) {
            answers.put(path, relationship.tenant().numberService().get(path).body());
        }
        assertThat(answers)
                .allSatisfy((path, body) -> assertThat(body.path("status").isInt())
                        .describedAs("%s answers %s", path, body)
                        .isFalse());
        return answers;
    }
}
