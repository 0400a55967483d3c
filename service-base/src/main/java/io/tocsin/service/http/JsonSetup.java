package io.tocsin.service.http;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.jackson.ObjectMapperCustomizer;
import io.tocsin.model.json.Json;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Makes the HTTP interface speak the same JSON as the topics. */
final class JsonSetup {
    @Produces
    @Singleton
    ObjectMapper mapper(@io.quarkus.arc.All java.util.List<ObjectMapperCustomizer> customizers) {
        ObjectMapper mapper = Json.copyOfMapper();
        customizers.forEach(customizer -> customizer.customize(mapper));
        return mapper;
    }
}
