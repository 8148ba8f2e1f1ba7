package dev.trunkline.acceptance.faults;

import dev.trunkline.local.StackService;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Each order that was taken is there once, and so is each upload. */
final class AcknowledgedOrders implements Check {

    @Override
    public String name() {
        return "each order and upload that was taken is there once";
    }

    @Override
    public List<String> violations(Evidence evidence) {
        Map<@Nullable String, Integer> orders = new HashMap<>();
        evidence.rows(
                        StackService.OPERATOR,
                        "select customer_reference from orders where operator_id = any(:operators)")
                .forEach(row -> orders.merge(row.get("customer_reference"), 1, Integer::sum));
        Set<@Nullable String> uploads = new HashSet<>();
        Set<@Nullable String> untold = new HashSet<>();
        evidence.rows(
                        StackService.OPERATOR,
                        "select upload_id, status from uploads where operator_id = any(:operators)")
                .forEach(row -> {
                    uploads.add(row.get("upload_id"));
                    // One that broke off failed without an answer.
                    if (!"failed".equals(row.get("status"))) {
                        untold.add(row.get("upload_id"));
                    }
                });
        List<String> violations = new ArrayList<>();
        for (Outcome outcome : evidence.outcomes()) {
            if (outcome.command().kind().equals("order") && outcome.command().body() instanceof Map<?, ?> body) {
                int times = orders.getOrDefault(String.valueOf(body.get("customerReference")), 0);
                if (times > 1 || (outcome.isDone() && times == 0) || (outcome.isRefused() && times > 0)) {
                    violations.add("the order " + body.get("customerReference") + " was answered " + outcome.status()
                            + " and is there " + times + " times");
                }
            }
            if (outcome.command().kind().equals("upload") && outcome.isDone()) {
                untold.remove(outcome.text("/uploadId"));
                if (!uploads.contains(outcome.text("/uploadId"))) {
                    violations.add("the upload " + outcome.text("/uploadId") + " was taken and is not there");
                }
            }
        }
        untold.forEach(upload -> violations.add("the upload " + upload + " is there and nobody was told"));
        return violations;
    }
}
