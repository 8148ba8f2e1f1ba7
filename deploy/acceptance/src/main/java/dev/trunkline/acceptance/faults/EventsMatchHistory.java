package dev.trunkline.acceptance.faults;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trunkline.local.StackService;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** For each change of a number in the history there is just one event, and the other way round. */
final class EventsMatchHistory implements Check {

    private static final Map<String, String> ACTIONS = Map.of(
            "dev.trunkline.number.acquired.v1", "acquired",
            "dev.trunkline.number.assigned.v1", "assigned",
            "dev.trunkline.number.unassigned.v1", "unassigned",
            "dev.trunkline.number.release-requested.v1", "releaseRequested",
            "dev.trunkline.number.release-withdrawn.v1", "releaseWithdrawn",
            "dev.trunkline.number.release-refused.v1", "releaseRefused");

    @Override
    public String name() {
        return "each change of a number was told once";
    }

    @Override
    public List<String> violations(Evidence evidence) {
        Map<String, Integer> balance = new TreeMap<>();
        evidence
                .rows(
                        StackService.NUMBER,
                        "select holding_id || ' +' || number || ' ' || action as what, action from number_history"
                                + " where tenant_id = any(:tenants)")
                .stream()
                .filter(row -> ACTIONS.containsValue(String.valueOf(row.get("action"))))
                .forEach(row -> balance.merge(String.valueOf(row.get("what")), 1, Integer::sum));
        for (Evidence.Told event : evidence.told()) {
            String action = ACTIONS.get(event.type());
            if (action != null) {
                for (JsonNode item : event.payload().path("items")) {
                    String what = item.path("holdingId").asText() + " "
                            + item.path("telephoneNumber").asText() + " " + action;
                    balance.merge(what, -1, Integer::sum);
                }
            }
        }
        List<String> violations = new ArrayList<>();
        balance.forEach((what, surplus) -> {
            if (surplus != 0) {
                violations.add(what + (surplus > 0 ? " was not told" : " was told too often or did not happen"));
            }
        });
        return violations;
    }
}
