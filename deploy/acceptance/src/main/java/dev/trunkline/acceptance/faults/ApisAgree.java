package dev.trunkline.acceptance.faults;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trunkline.local.StackService;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/** What tenants and operators read in the end is what number-service has, and all three services tell them the same. */
final class ApisAgree implements Check {

    private static final String HELD =
            """
            select concat_ws(' ', tenant_id, '+' || number, number_type, assignment_target_id, revision) as what
              from phone_number where tenant_id = any(:tenants) and holding_status = 'held'
            """;

    /** Claims of numbers from elsewhere may be of the same number. */
    private static final String SOLD = "operatorConnect";

    @Override
    public String name() {
        return "everybody reads the same";
    }

    @Override
    public List<String> violations(Evidence evidence) {
        Balance stored = new Balance("the database of number-service", "number-service");
        Balance sold = new Balance("number-service", "operator-service");
        Balance lines = new Balance("number-service", "tenant-service");
        Balance consents = new Balance("tenant-service", "operator-service");
        Balance holders = new Balance("the first tenant that has it", "a second tenant");
        evidence.rows(StackService.NUMBER, HELD).forEach(row -> stored.first(String.valueOf(row.get("what"))));
        for (UUID tenant : evidence.parties().tenants()) {
            String path = Parties.tenantPath(tenant);
            for (JsonNode number : evidence.read(Parties.tenant(tenant), StackService.NUMBER, path + "/numbers")) {
                if (!text(number, "releaseStatus").equals("quarantined")) {
                    take(tenant, number, stored, sold, lines);
                    if (text(number, "numberType").equals(SOLD)) {
                        holders.onceOf(text(number, "telephoneNumber"));
                    }
                }
            }
            for (JsonNode user : evidence.read(Parties.tenant(tenant), StackService.TENANT, path + "/users")) {
                user.path("telephoneNumbers")
                        .forEach(number -> lines.second(tenant + " " + number.asText() + " " + text(user, "userId")));
            }
            for (JsonNode consent : evidence.read(Parties.tenant(tenant), StackService.TENANT, path + "/operators")) {
                consents.first(consent(tenant.toString(), text(consent, "operatorId"), consent));
            }
        }
        for (UUID operator : evidence.parties().operators()) {
            String path = Parties.operatorPath(operator);
            for (JsonNode number :
                    evidence.read(Parties.operator(operator), StackService.OPERATOR, path + "/numbers")) {
                if (text(number, "status").equals("held")) {
                    sold.second(sold(operator.toString(), text(number, "tenantId"), number));
                }
            }
            for (JsonNode consent :
                    evidence.read(Parties.operator(operator), StackService.OPERATOR, path + "/consents")) {
                consents.second(consent(text(consent, "tenantId"), operator.toString(), consent));
            }
        }
        List<String> violations = new ArrayList<>();
        List.of(stored, sold, lines, consents, holders).forEach(balance -> balance.addTo(violations));
        return violations;
    }

    private static void take(UUID tenant, JsonNode number, Balance stored, Balance sold, Balance lines) {
        String target = text(number, "assignmentTargetId");
        String telephoneNumber = text(number, "telephoneNumber");
        stored.second(String.join(
                " ",
                tenant.toString(),
                telephoneNumber,
                text(number, "numberType") + (target.isEmpty() ? "" : " " + target),
                text(number, "version")));
        if (text(number, "numberType").equals(SOLD)) {
            sold.first(sold(text(number, "operatorId"), tenant.toString(), number));
        }
        if (!target.isEmpty()) {
            lines.first(tenant + " " + telephoneNumber + " " + target);
        }
    }

    private static String sold(String operator, String tenant, JsonNode number) {
        return String.join(" ", operator, tenant, text(number, "telephoneNumber"), text(number, "assignmentStatus"));
    }

    private static String consent(String tenant, String operator, JsonNode consent) {
        return String.join(" ", tenant, operator, text(consent, "epoch"), text(consent, "status"));
    }

    private static String text(JsonNode object, String field) {
        return object.path(field).asText("");
    }

    /** What two sides tell, each thing once. */
    private static final class Balance {

        private final String first;
        private final String second;
        private final Map<String, Integer> surplus = new TreeMap<>();

        Balance(String first, String second) {
            this.first = first;
            this.second = second;
        }

        void first(String what) {
            surplus.merge(what, 1, Integer::sum);
        }

        void second(String what) {
            surplus.merge(what, -1, Integer::sum);
        }

        /** Both have the first; whatever comes again has nobody to answer it. */
        void onceOf(String what) {
            if (surplus.putIfAbsent(what, 0) != null) {
                second(what);
            }
        }

        void addTo(List<String> violations) {
            surplus.forEach((what, left) -> {
                if (left != 0) {
                    violations.add((left > 0 ? first : second) + " alone: " + what);
                }
            });
        }
    }
}
