package dev.trunkline.platform.testing;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a program that works on a schema relies on: the columns of its tables, what it may do with them, and what it must obey.
 *
 * @param columns type by {@code table.column}, with {@code required} when a program that does not know the column cannot insert
 * @param privileges as {@code table role privilege}
 * @param restrictions definition by {@code table.name}: checks, keys, unique indexes, exclusions, triggers
 */
record SchemaSnapshot(Map<String, Column> columns, List<String> privileges, Map<String, String> restrictions) {

    private static final String COLUMNS =
            """
            select c.relname || '.' || quote_ident(a.attname),
                   format_type(a.atttypid, a.atttypmod),
                   a.attnotnull,
                   a.attnotnull and not a.atthasdef and a.attidentity = ''
            from pg_attribute a
            join pg_class c on c.oid = a.attrelid
            where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and a.attnum > 0 and not a.attisdropped
              and c.relname <> 'flyway_schema_history'
            order by c.relname, a.attnum
            """;
    private static final String PRIVILEGES =
            """
            select c.relname || ' ' || a.grantee::regrole || ' ' || a.privilege_type
            from pg_class c, aclexplode(c.relacl) a
            where c.relnamespace = 'public'::regnamespace and a.grantee <> c.relowner and a.grantee <> 0
            union
            select c.relname || '.' || t.attname || ' ' || a.grantee::regrole || ' ' || a.privilege_type
            from pg_class c
            join pg_attribute t on t.attrelid = c.oid, aclexplode(t.attacl) a
            where c.relnamespace = 'public'::regnamespace and not t.attisdropped
            order by 1
            """;
    private static final String RESTRICTIONS =
            """
            select conrelid::regclass || '.' || conname, pg_get_constraintdef(oid) from pg_constraint
            where connamespace = 'public'::regnamespace and contype in ('c', 'f', 'p', 'u', 'x')
            union all
            select indrelid::regclass || '.' || indexrelid::regclass, pg_get_indexdef(indexrelid) from pg_index
            join pg_class c on c.oid = indrelid
            where indisunique and c.relnamespace = 'public'::regnamespace
              and not exists (select from pg_constraint k where k.conindid = indexrelid and k.conrelid = indrelid)
            union all
            select tgrelid::regclass || '.' || tgname, pg_get_triggerdef(t.oid) from pg_trigger t
            join pg_class c on c.oid = tgrelid
            where not tgisinternal and c.relnamespace = 'public'::regnamespace
            order by 1
            """;

    SchemaSnapshot {
        columns = new LinkedHashMap<>(columns);
        privileges = List.copyOf(privileges);
        restrictions = new TreeMap<>(restrictions);
    }

    /**
     * One column.
     *
     * @param notNull whether it refuses null
     * @param required whether an insert must name it
     */
    record Column(String type, boolean notNull, boolean required) {}

    static SchemaSnapshot of(Connection connection) throws SQLException {
        Map<String, Column> columns = new LinkedHashMap<>();
        List<String> privileges = new ArrayList<>();
        Map<String, String> restrictions = new TreeMap<>();
        try (Statement statement = connection.createStatement()) {
            try (ResultSet rows = statement.executeQuery(COLUMNS)) {
                while (rows.next()) {
                    columns.put(
                            rows.getString(1), new Column(rows.getString(2), rows.getBoolean(3), rows.getBoolean(4)));
                }
            }
            try (ResultSet rows = statement.executeQuery(PRIVILEGES)) {
                while (rows.next()) {
                    privileges.add(rows.getString(1));
                }
            }
            try (ResultSet rows = statement.executeQuery(RESTRICTIONS)) {
                while (rows.next()) {
                    restrictions.put(rows.getString(1), rows.getString(2));
                }
            }
        }
        return new SchemaSnapshot(columns, privileges, restrictions);
    }

    Map<String, List<String>> columnsByTable() {
        return columns.keySet().stream()
                .collect(groupingBy(
                        SchemaSnapshot::table, TreeMap::new, mapping(SchemaSnapshot::withoutTable, toList())));
    }

    /** What a program of this schema misses in the later one, or meets there for the first time: a sentence by the name of the thing. */
    Map<String, String> lostIn(SchemaSnapshot later) {
        Map<String, String> lost = new TreeMap<>();
        columns.forEach((name, column) -> {
            Column now = later.columns.get(name);
            if (now == null) {
                lost.put(name, "The column is gone.");
            } else if (!now.type().equals(column.type())) {
                lost.put(name, "The column is of type " + now.type() + ".");
            } else if ((now.notNull() && !column.notNull()) || (now.required() && !column.required())) {
                lost.put(name, "The column now wants a value.");
            }
        });
        Map<String, List<String>> tables = columnsByTable();
        later.columns.forEach((name, column) -> {
            if (!columns.containsKey(name) && tables.containsKey(table(name)) && column.required()) {
                lost.put(name, "The new column wants a value and has no default.");
            }
        });
        privileges.stream()
                .filter(privilege -> !later.privileges.contains(privilege))
                .forEach(privilege -> lost.put(privilege, "The privilege is gone."));
        later.restrictions.forEach((name, definition) -> {
            if (tables.containsKey(table(name)) && !definition.equals(restrictions.get(name))) {
                lost.put(name, "The restriction is new or different.");
            }
        });
        return lost;
    }

    private static String table(String name) {
        return name.substring(0, name.indexOf('.'));
    }

    private static String withoutTable(String name) {
        return name.substring(name.indexOf('.') + 1);
    }
}
