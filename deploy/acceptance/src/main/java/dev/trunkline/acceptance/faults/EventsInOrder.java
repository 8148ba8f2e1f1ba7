package dev.trunkline.acceptance.faults;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What is told of an aggregate is told in the order in which it happened: revisions only grow, by the first telling of each event. */
final class EventsInOrder implements Check {

    @Override
    public String name() {
        return "each aggregate's events come in order";
    }

    @Override
    public List<String> violations(Evidence evidence) {
        Map<String, Long> last = new HashMap<>();
        List<String> violations = new ArrayList<>();
        for (Evidence.Told event : evidence.told()) {
            // Records of numbers carry many aggregates: each item has a revision of its own.
            if (event.revision() > 0 && !event.payload().has("items")) {
                follow(event, event.topic() + " " + event.key(), event.revision(), last, violations);
            }
            for (JsonNode item : event.payload().path("items")) {
                if (item.has("holdingId") && item.has("revision")) {
                    String number = event.topic() + " "
                            + event.payload().path("tenantId").asText() + " "
                            + item.path("telephoneNumber").asText();
                    follow(event, number, item.path("revision").asLong(), last, violations);
                }
            }
        }
        return violations;
    }

    private static void follow(
            Evidence.Told event, String aggregate, long revision, Map<String, Long> last, List<String> violations) {
        long before = last.getOrDefault(aggregate, 0L);
        if (revision <= before) {
            violations.add(event.type() + " " + event.eventId() + " of " + aggregate + " tells " + revision + " after "
                    + before);
        }
        last.merge(aggregate, revision, Math::max);
    }
}
