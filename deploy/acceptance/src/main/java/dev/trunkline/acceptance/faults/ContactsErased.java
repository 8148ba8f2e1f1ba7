package dev.trunkline.acceptance.faults;

import dev.trunkline.local.StackService;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The contact of a consent that was removed stands in no column of any table. */
final class ContactsErased implements Check {

    private static final String REMOVED =
            """
            select tenant_id, operator_id from enablement
             where tenant_id = any(:tenants) and operator_id = any(:operators) and status = 'removed'
            """;

    /** Every table as one text per row, its bytes readable. */
    private static final String COLUMNS =
            """
            select table_name, string_agg(
                     case data_type when 'bytea' then format('encode(%I, ''escape'')', column_name)
                                    else format('%I::text', column_name) end, ', ') as columns
              from information_schema.columns
             where table_schema = 'public'
             group by table_name
            """;

    @Override
    public String name() {
        return "nothing of a contact outlives its consent";
    }

    @Override
    public List<String> violations(Evidence evidence) {
        List<String> violations = new ArrayList<>();
        List<Map<String, @Nullable String>> removed = evidence.rows(StackService.TENANT, REMOVED);
        if (removed.isEmpty()) {
            return violations;
        }
        for (StackService service : StackService.values()) {
            for (Map<String, @Nullable String> table : evidence.rows(service, COLUMNS)) {
                for (Map<String, @Nullable String> consent : removed) {
                    String mark = Parties.contactMark(
                            String.valueOf(consent.get("tenant_id")), String.valueOf(consent.get("operator_id")));
                    String sql = "select count(*) as times from " + table.get("table_name") + " where concat_ws(' ', "
                            + table.get("columns") + ") like '%" + mark + "%'";
                    String times = evidence.rows(service, sql).get(0).get("times");
                    if (!"0".equals(times)) {
                        violations.add(service + " has the contact of " + consent + " in " + times + " rows of "
                                + table.get("table_name"));
                    }
                }
            }
        }
        return violations;
    }
}
