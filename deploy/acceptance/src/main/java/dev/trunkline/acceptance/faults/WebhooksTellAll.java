package dev.trunkline.acceptance.faults;

import dev.trunkline.local.StackService;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What stands in an operator's feed has reached its webhook, and its positions have no gap. */
final class WebhooksTellAll implements Check {

    private static final String FEED =
            "select operator_id, position from feed_entries where operator_id = any(:operators) order by position";

    @Override
    public String name() {
        return "each entry of a feed reaches its webhook";
    }

    @Override
    public List<String> violations(Evidence evidence) {
        List<String> violations = new ArrayList<>();
        List<Map<String, @Nullable String>> feed = evidence.rows(StackService.OPERATOR, FEED);
        for (UUID operator : evidence.parties().operators()) {
            Set<Long> received = new HashSet<>(evidence.hook().received(operator));
            long expected = 1;
            for (Map<String, @Nullable String> entry : feed) {
                if (!operator.toString().equals(entry.get("operator_id"))) {
                    continue;
                }
                long position = Long.parseLong(String.valueOf(entry.get("position")));
                if (position != expected) {
                    violations.add("after " + (expected - 1) + " the feed of " + operator + " has " + position);
                }
                expected = position + 1;
                if (!received.remove(position)) {
                    violations.add("entry " + position + " of " + operator + " has not come");
                }
            }
            received.forEach(position -> violations.add(position + " came to " + operator + " and is no entry"));
        }
        return violations;
    }
}
