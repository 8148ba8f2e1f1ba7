package dev.trunkline.benchmark;

import dev.trunkline.benchmark.RecordedStatements.Sent;
import dev.trunkline.contracts.Ids;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Recorded statements as a careful author of a loop over JDBC would have them: prepared once, all in one transaction, with values that
 * make each time a new case of what was recorded.
 */
final class Replay {

    private static final String IDENTIFIER = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}";
    /** Microseconds since 1970, which no telephone number is long enough for. */
    private static final String REVISION = "(?<!\\d)\\d{16}(?!\\d)";

    private static final String BYTES = "\\x";
    private static final int PLACE_OF_VERSION = 14;
    private static final AtomicLong REVISIONS = new AtomicLong(System.currentTimeMillis() * 1_000);

    private final Connection connection;
    private final List<Ready> statements = new ArrayList<>();
    private final Map<String, Integer> places = new LinkedHashMap<>();
    private final int given;

    /** @param bytes whether they are to be sent as such, in UTF-8 */
    private record Value(boolean bytes, List<Piece> pieces) {}

    /** @param place whose present value stands here; negative for the text itself */
    private record Piece(int place, String text) {}

    private record Ready(PreparedStatement statement, List<@Nullable Value> values) {}

    Replay(Connection connection, List<Sent> sent, List<String> variable, Set<String> lasting) throws SQLException {
        this.connection = connection;
        this.given = variable.size();
        variable.forEach(text -> places.put(text, places.size()));
        Pattern parts = Pattern.compile(variable.stream().map(Pattern::quote).collect(Collectors.joining("|")) + "|"
                + IDENTIFIER + "|" + REVISION);
        for (Sent each : sent) {
            List<@Nullable Value> values = new ArrayList<>();
            for (String parameter : each.parameters()) {
                values.add(parameter == null ? null : value(parameter, parts, lasting));
            }
            statements.add(new Ready(prepare(each), values));
        }
    }

    /** PostgreSQL infers the types of nearly all parameters; where it cannot, the statement says of what its arrays are. */
    private PreparedStatement prepare(Sent sent) throws SQLException {
        PreparedStatement plain = connection.prepareStatement(sent.forJdbc(false));
        try {
            plain.getParameterMetaData();
            return plain;
        } catch (SQLException ambiguous) {
            connection.rollback();
            return connection.prepareStatement(sent.forJdbc(true));
        }
    }

    private Value value(String parameter, Pattern parts, Set<String> lasting) {
        boolean bytes = parameter.startsWith(BYTES);
        String text = bytes
                ? new String(HexFormat.of().parseHex(parameter.substring(BYTES.length())), StandardCharsets.UTF_8)
                : parameter;
        List<Piece> pieces = new ArrayList<>();
        Matcher part = parts.matcher(text);
        int begin = 0;
        while (part.find()) {
            if (!lasting.contains(part.group())) {
                pieces.add(new Piece(-1, text.substring(begin, part.start())));
                pieces.add(new Piece(places.computeIfAbsent(part.group(), key -> places.size()), ""));
                begin = part.end();
            }
        }
        pieces.add(new Piece(-1, text.substring(begin)));
        return new Value(bytes, List.copyOf(pieces));
    }

    /** @param variable what stands in the place of what was recorded */
    void send(List<String> variable) throws SQLException {
        List<String> present = new ArrayList<>(variable);
        places.keySet().stream().skip(given).forEach(recorded -> present.add(fresh(recorded)));
        for (Ready ready : statements) {
            for (int i = 0; i < ready.values().size(); i++) {
                bind(ready.statement(), i + 1, ready.values().get(i), present);
            }
            ready.statement().execute();
        }
        connection.commit();
    }

    private static void bind(PreparedStatement statement, int index, @Nullable Value value, List<String> present)
            throws SQLException {
        if (value == null) {
            statement.setObject(index, null, Types.OTHER);
            return;
        }
        StringBuilder text = new StringBuilder();
        for (Piece piece : value.pieces()) {
            text.append(piece.place() < 0 ? piece.text() : present.get(piece.place()));
        }
        if (value.bytes()) {
            statement.setBytes(index, text.toString().getBytes(StandardCharsets.UTF_8));
        } else {
            statement.setObject(index, text.toString(), Types.OTHER);
        }
    }

    /** Identifiers by time stay such ones: they cost an index less than random ones. */
    private static String fresh(String recorded) {
        if (recorded.indexOf('-') < 0) {
            return Long.toString(REVISIONS.incrementAndGet());
        }
        return (recorded.charAt(PLACE_OF_VERSION) == '7' ? Ids.next() : UUID.randomUUID()).toString();
    }
}
