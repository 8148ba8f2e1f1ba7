package dev.trunkline.acceptance.faults;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trunkline.local.StackService;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The history of each stay of a number is an unbroken walk through the states of the domain page, and ends where the number is now.
 *
 * <p>A state is {@code holding/assignment/release}, its assignment only whether there is one.
 */
final class LegalHistories implements Check {

    private static final Map<String, Set<String>> WALK = Map.of(
            "", Set.of("held/free/-", "held/taken/-"),
            "held/free/-",
                    Set.of(
                            "held/free/-",
                            "held/taken/-",
                            "held/free/releaseRequested",
                            "quarantined/free/quarantined",
                            "gone/free/-"),
            "held/taken/-", Set.of("held/taken/-", "held/free/-"),
            "held/free/releaseRequested",
                    Set.of("held/free/-", "held/free/releaseRequested", "quarantined/free/quarantined", "gone/free/-"),
            "quarantined/free/quarantined", Set.of("gone/free/-"),
            "gone/free/-", Set.of());

    private static final String HISTORY =
            """
            select h.holding_id, h.number, h.action, h.before::text as before, h.after::text as after,
                   n.holding_status, n.assignment_target_id, n.release_status
              from number_history h left join phone_number n on n.holding_id = h.holding_id
             where h.tenant_id = any(:tenants)
             order by h.history_id
            """;

    @Override
    public String name() {
        return "each history is a legal walk to the present state";
    }

    @Override
    public List<String> violations(Evidence evidence) {
        Map<@Nullable String, List<Map<String, @Nullable String>>> stays = new LinkedHashMap<>();
        evidence.rows(StackService.NUMBER, HISTORY)
                .forEach(entry -> stays.computeIfAbsent(entry.get("holding_id"), id -> new ArrayList<>())
                        .add(entry));
        List<String> violations = new ArrayList<>();
        stays.values().forEach(stay -> follow(stay, violations));
        return violations;
    }

    private static void follow(List<Map<String, @Nullable String>> stay, List<String> violations) {
        @Nullable String last = null;
        for (Map<String, @Nullable String> entry : stay) {
            String which = entry.get("action") + " of " + entry.get("number") + " in " + entry.get("holding_id");
            if (!Objects.equals(last, entry.get("before"))) {
                violations.add(which + " begins at " + entry.get("before") + ", but the one before ended at " + last);
            }
            String from = state(last);
            String to = state(entry.get("after"));
            if (!WALK.getOrDefault(from, Set.of()).contains(to)) {
                violations.add(which + " goes from " + from + " to " + to);
            }
            last = entry.get("after");
        }
        Map<String, @Nullable String> end = stay.get(stay.size() - 1);
        String now = end.get("holding_status") + "/" + (end.get("assignment_target_id") == null ? "free" : "taken")
                + "/" + Objects.requireNonNullElse(end.get("release_status"), "-");
        if (!now.equals(state(last))) {
            violations.add(end.get("number") + " in " + end.get("holding_id") + " is " + now + ", its history says "
                    + state(last));
        }
    }

    private static String state(@Nullable String json) {
        if (json == null) {
            return "";
        }
        JsonNode state = Evidence.parse(json.getBytes(StandardCharsets.UTF_8));
        return state.path("holdingStatus").asText() + "/"
                + (state.path("assignmentTargetId").isMissingNode() ? "free" : "taken") + "/"
                + state.path("releaseStatus").asText("-");
    }
}
