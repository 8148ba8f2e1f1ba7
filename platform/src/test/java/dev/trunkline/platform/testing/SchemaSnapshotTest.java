package dev.trunkline.platform.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.embedded.quarkus.TrunklineTestServers;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SchemaSnapshotTest {

    private Connection connection;
    private Statement statement;

    @BeforeEach
    void begin() throws SQLException {
        TrunklineTestServers.postgres().createServiceDatabase("snapshot");
        connection = TrunklineTestServers.postgres().superuser("snapshot");
        connection.setAutoCommit(false);
        statement = connection.createStatement();
        statement.execute(
                """
                create table cars (plate text primary key, seats integer, colour text not null default 'red');
                create function refuse() returns trigger language plpgsql as 'begin return null; end';
                grant select, insert on cars to snapshot_app;
                """);
    }

    @AfterEach
    void end() throws SQLException {
        connection.rollback();
        connection.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
        alter table cars drop column seats                                | cars.seats               | The column is gone.
        alter table cars alter seats type bigint                          | cars.seats               | The column is of type bigint.
        alter table cars alter seats set not null                         | cars.seats               | The column now wants a value.
        alter table cars alter colour drop default                        | cars.colour              | The column now wants a value.
        alter table cars add wheels integer not null                      | cars.wheels              | The new column wants a value and has no default.
        revoke insert on cars from snapshot_app                           | cars snapshot_app INSERT | The privilege is gone.
        alter table cars add constraint few check (seats < 8)             | cars.few                 | The restriction is new or different.
        create unique index paint on cars (colour)                        | cars.paint               | The restriction is new or different.
        create trigger no before insert on cars execute function refuse() | cars.no                  | The restriction is new or different.
        """)
    void namesWhatAProgramOfBeforeCannotLiveWith(String migration, String name, String sentence) throws SQLException {
        assertThat(lostBy(migration)).isEqualTo(Map.of(name, sentence));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
        alter table cars add wheels integer
        alter table cars add wheels integer not null default 4
        alter table cars add id bigint generated always as identity
        alter table cars alter colour drop not null
        create table owners (name text primary key, plate text not null references cars)
        grant update on cars to snapshot_app
        create index paint on cars (colour)
        """)
    void letsASchemaGrow(String migration) throws SQLException {
        assertThat(lostBy(migration)).isEmpty();
    }

    private Map<String, String> lostBy(String migration) throws SQLException {
        SchemaSnapshot before = SchemaSnapshot.of(connection);
        statement.execute(migration);
        return before.lostIn(SchemaSnapshot.of(connection));
    }
}
