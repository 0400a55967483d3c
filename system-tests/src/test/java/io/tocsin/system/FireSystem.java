package io.tocsin.system;

import io.tocsin.model.file.DirectoryTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A fire house for the tests of one class; what its processes printed last is shown when a test fails. */
final class FireSystem implements BeforeAllCallback, AfterTestExecutionCallback, AfterAllCallback {
    private final Map<String, String> settings = new HashMap<>();
    private int instances = 1;
    private @Nullable Path directory;
    private @Nullable FireHouse house;

    /** With one more setting of fire-detection, by its environment name. */
    FireSystem with(String name, String value) {
        settings.put(name, value);
        return this;
    }

    /** With that many instances of fire-detection; one unless told otherwise. */
    FireSystem instances(int count) {
        instances = count;
        return this;
    }

    @Override
    public void beforeAll(ExtensionContext context) throws IOException {
        directory = Files.createTempDirectory("tocsin-fire-");
        house = FireHouse.open(directory, Jvm.SOON_READY, instances, settings);
    }

    FireHouse house() {
        if (house == null) {
            throw new IllegalStateException("the system is not started");
        }
        return house;
    }

    FireService service(int number) {
        return house().services().get(number - 1);
    }

    @Override
    public void afterTestExecution(ExtensionContext context) {
        if (context.getExecutionException().isPresent()) {
            System.out.println(house().lastWords());
        }
    }

    @Override
    public void afterAll(ExtensionContext context) {
        if (house != null) {
            house.close();
        }
        if (directory != null) {
            DirectoryTree.delete(directory);
        }
    }
}
