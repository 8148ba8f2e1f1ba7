package dev.trunkline.tenant.userimport;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.trunkline.contracts.ContractJson;
import dev.trunkline.contracts.Ids;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Writes a row the way PostgreSQL's COPY reads text: tabs between, backslashes before what would be read otherwise. */
final class CopyLine {

    /** In the order in which {@link #of} writes them. */
    static final String COLUMNS =
            """
            import_id, line, user_id, new_id, given, licences, errors, user_principal_name, display_name, account_type, usage_location,
            coexistence_mode, on_prem_line_uri, registrar_pool, online_voice_routing_policy\
            """;

    private static final List<UserMember> TEXTS = List.of(
            UserMember.USER_PRINCIPAL_NAME,
            UserMember.DISPLAY_NAME,
            UserMember.ACCOUNT_TYPE,
            UserMember.USAGE_LOCATION,
            UserMember.COEXISTENCE_MODE,
            UserMember.ON_PREM_LINE_URI,
            UserMember.REGISTRAR_POOL,
            UserMember.ONLINE_VOICE_ROUTING_POLICY);

    private final StringBuilder text = new StringBuilder(256);

    private CopyLine() {}

    static byte[] of(UUID importId, CheckedUser user) {
        CopyLine line = new CopyLine();
        boolean well = user.errors().isEmpty();
        line.add(importId).add(user.submitted().line()).add(user.userId()).add(Ids.next());
        line.add(array(
                user.submitted().texts().keySet().stream().map(UserMember::wire).toList()));
        line.add(well && user.licences() != null ? array(user.licences()) : null);
        line.add(well ? null : json(user.errors()));
        // Nothing of a row that is rejected is kept but why.
        TEXTS.forEach(member -> line.add(well ? user.kept(member) : null));
        line.text.setCharAt(line.text.length() - 1, '\n');
        return line.text.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** Names of members and licences have nothing in them that an array would have to quote. */
    private static String array(List<String> names) {
        return "{" + String.join(",", names) + "}";
    }

    private static String json(Object value) {
        try {
            return ContractJson.mapper().writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("errors are text", e);
        }
    }

    private CopyLine add(@Nullable Object value) {
        if (value == null) {
            text.append("\\N");
        } else {
            escape(value.toString());
        }
        text.append('\t');
        return this;
    }

    private void escape(String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            switch (c) {
                case '\\' -> text.append("\\\\");
                case '\t' -> text.append("\\t");
                case '\n' -> text.append("\\n");
                case '\r' -> text.append("\\r");
                default -> text.append(c);
            }
        }
    }
}
