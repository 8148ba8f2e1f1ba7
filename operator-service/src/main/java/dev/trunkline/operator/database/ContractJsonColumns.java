package dev.trunkline.operator.database;

import dev.trunkline.contracts.ContractJson;
import io.quarkus.hibernate.orm.JsonFormat;
import io.quarkus.hibernate.orm.PersistenceUnitExtension;
import jakarta.enterprise.context.ApplicationScoped;
import org.hibernate.type.descriptor.WrapperOptions;
import org.hibernate.type.descriptor.java.JavaType;
import org.hibernate.type.format.FormatMapper;
import org.hibernate.type.format.jackson.JacksonJsonFormatMapper;

/** JSON columns of entities are written as events are, whatever the API's JSON is made to be. */
@ApplicationScoped
@JsonFormat
@PersistenceUnitExtension
class ContractJsonColumns implements FormatMapper {

    private final FormatMapper mapper = new JacksonJsonFormatMapper(ContractJson.mapper());

    @Override
    public <T> T fromString(CharSequence text, JavaType<T> type, WrapperOptions options) {
        return mapper.fromString(text, type, options);
    }

    @Override
    public <T> String toString(T value, JavaType<T> type, WrapperOptions options) {
        return mapper.toString(value, type, options);
    }
}
