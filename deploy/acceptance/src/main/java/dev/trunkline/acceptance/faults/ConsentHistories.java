package dev.trunkline.acceptance.faults;

import dev.trunkline.contracts.event.Topic;
import dev.trunkline.local.StackService;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The history of each consent is an unbroken walk through its states to the present one, and each step of it was told. */
final class ConsentHistories implements Check {

    private static final Map<String, Set<String>> WALK = Map.of(
            "", Set.of("active"),
            "active", Set.of("active", "suspended", "removing"),
            "suspended", Set.of("suspended", "active", "removing"),
            "removing", Set.of("removing", "active", "suspended", "removed"),
            "removed", Set.of("active", "removed"));

    private static final String HISTORY =
            """
            select h.tenant_id || ':' || h.operator_id as consent, h.action, h.epoch, h.revision, h.status_before,
                   h.status_after, e.status, e.epoch as present_epoch, e.revision as present_revision
              from enablement_history h join enablement e using (tenant_id, operator_id)
             where h.tenant_id = any(:tenants)
             order by h.history_id
            """;

    @Override
    public String name() {
        return "each consent's history is a legal walk to the present state, and was told";
    }

    @Override
    public List<String> violations(Evidence evidence) {
        Map<String, List<Map<String, @Nullable String>>> consents = new LinkedHashMap<>();
        evidence.rows(StackService.TENANT, HISTORY).forEach(entry -> consents.computeIfAbsent(
                        String.valueOf(entry.get("consent")), none -> new ArrayList<>())
                .add(entry));
        Map<String, Set<String>> told = new HashMap<>();
        for (Evidence.Told event : evidence.told()) {
            if (event.topic().equals(Topic.ENABLEMENTS.topicName())) {
                told.computeIfAbsent(event.key(), none -> new HashSet<>())
                        .add(event.revision() + " "
                                + event.payload().path("status").asText() + " "
                                + event.payload().path("epoch").asInt());
            }
        }
        List<String> violations = new ArrayList<>();
        consents.forEach(
                (consent, history) -> follow(consent, history, told.getOrDefault(consent, Set.of()), violations));
        return violations;
    }

    private static void follow(
            String consent, List<Map<String, @Nullable String>> history, Set<String> told, List<String> violations) {
        @Nullable String last = null;
        long revision = 0;
        long epoch = 0;
        for (Map<String, @Nullable String> entry : history) {
            String which = entry.get("action") + " of " + consent + " at " + entry.get("revision");
            String to = String.valueOf(entry.get("status_after"));
            if (!Objects.equals(last, entry.get("status_before"))) {
                violations.add(which + " begins at " + entry.get("status_before") + " after " + last);
            }
            if (!WALK.getOrDefault(Objects.requireNonNullElse(last, ""), Set.of())
                    .contains(to)) {
                violations.add(which + " goes from " + last + " to " + to);
            }
            if (number(entry, "revision") < revision || number(entry, "epoch") < epoch) {
                violations.add(which + " goes back, from " + revision + " and epoch " + epoch);
            }
            if (!told.contains(entry.get("revision") + " " + to + " " + entry.get("epoch"))) {
                violations.add(which + " was not told");
            }
            last = to;
            revision = number(entry, "revision");
            epoch = number(entry, "epoch");
        }
        Map<String, @Nullable String> end = history.get(history.size() - 1);
        if (!Objects.equals(last, end.get("status"))
                || revision != number(end, "present_revision")
                || epoch != number(end, "present_epoch")) {
            violations.add(consent + " is " + end.get("status") + " at " + end.get("present_revision")
                    + ", its history says " + last + " at " + revision);
        }
    }

    private static long number(Map<String, @Nullable String> row, String column) {
        return Long.parseLong(String.valueOf(row.get(column)));
    }
}
