package io.tocsin.system;

import static io.tocsin.system.FireHouse.floor;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import io.tocsin.model.fire.Detector;
import io.tocsin.model.fire.DetectorId;
import io.tocsin.model.fire.DetectorKind;
import io.tocsin.model.fire.Floor;
import io.tocsin.model.fire.FloorPolicy;
import io.tocsin.model.fire.OperatorAction;
import io.tocsin.model.fire.OperatorCommand;
import io.tocsin.model.fire.ValveCommand;
import io.tocsin.model.topic.Topics;
import io.tocsin.system.FireClient.Person;
import io.tocsin.system.ServiceClient.Answer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Gateways, operators and viewers over HTTP, and detectors that are asked over HTTP. */
class FireOverHttpIT {
    private static final Duration SOON = Duration.ofSeconds(15);

    @RegisterExtension
    static final FireSystem SYSTEM = new FireSystem();

    private static FireHouse house() {
        return SYSTEM.house();
    }

    private static FireClient http() {
        return SYSTEM.service(1).http();
    }

    @Test
    void shouldRaiseTheAlarmOfASignalThatWasHandedIn() throws IOException {
        house().registerEachOnItsFloor(1, 1, 30);

        Answer answer = http().signals("{\"detector\":1,\"signal\":1,\"at\":\"2025-01-06T08:30:00Z\",\"battery\":87}");

        assertThat(answer.status()).isEqualTo(202);
        await().atMost(SOON).until(() -> house().alarms(floor(1)).size() == 1);
    }

    @Test
    void shouldTakeABatchOfAThousandAsAWhole() throws IOException {
        int before = house().count(Topics.DETECTOR_SIGNALS);
        String batch = IntStream.rangeClosed(1, 1_000)
                .mapToObj(i -> "{\"detector\":" + (5_000 + i) + ",\"signal\":0}")
                .collect(Collectors.joining(",", "[", "]"));

        assertThat(http().signals(batch).status()).isEqualTo(202);
        assertThat(house().count(Topics.DETECTOR_SIGNALS)).isGreaterThanOrEqualTo(before + 1_000);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[{'detector':9,'signal':1},{'detector':9,'signal':2}]                | 422 | [1].signal",
                "[{'detector':9,'signal':1},{'signal':1}]                             | 422 | [1].detector",
                "[{'detector':9,'signal':1},{'detector':'9','signal':1}]              | 422 | [1].detector",
                "[{'detector':9,'signal':1},null]                                     | 422 | [1]",
                "[{'detector':9,'signal':1,'battery':101}]                            | 422 | [0].battery",
                "[{'detector':9,'signal':1,'at':'yesterday'}]                         | 422 | [0].at",
                "{'detector':0,'signal':1}                                            | 422 | detector",
                "{'detector':9}                                                       | 422 | signal",
                "[]                                                                   | 400 |",
                "[{'detector':9,'signal':1}                                           | 422 | [1]",
                "{'detector':9                                                        | 400 |",
                "1                                                                    | 400 |"
            })
    void shouldTakeNothingOfWhatIsNotValidAndNameTheElementAndTheField(String body, int status, String field)
            throws IOException {
        int before = house().saidBy(9).size();

        Answer answer = http().signals(body.replace('\'', '"'));

        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        assertThat(answer.isProblem()).isTrue();
        assertThat(answer.json().path("field").asText("")).isEqualTo(field == null ? "" : field);
        // Of one detector Kafka has everything in the order in which it was handed in.
        assertThat(http().signals("{\"detector\":9,\"signal\":0}").status()).isEqualTo(202);
        assertThat(house().saidBy(9)).hasSize(before + 1).noneMatch(it -> it.signal()
                .saysFire());
    }

    @Test
    void shouldRefuseABatchThatIsTooLarge() throws IOException {
        Answer tooMany = http().signals("[" + "{\"detector\":1,\"signal\":0},".repeat(1_000) + "{}]");
        assertThat(tooMany.status()).isEqualTo(400);
        assertThat(tooMany.json().path("detail").asText()).contains("1000");

        Answer tooLarge = http().signals(" ".repeat(300_000));
        assertThat(tooLarge.status()).isEqualTo(413);
        assertThat(tooLarge.isProblem()).isTrue();
    }

    @Test
    void shouldShowWhatIsRefusedAndGoOn() throws IOException {
        house().registerEachOnItsFloor(12, 12, 30);
        assertThat(http().signals("[{\"detector\":999999,\"signal\":1},{\"detector\":12,\"signal\":1}]")
                        .status())
                .isEqualTo(202);

        await().atMost(SOON).until(() -> house().alarms(floor(12)).size() == 1);
        await().atMost(SOON)
                .untilAsserted(
                        () -> assertThat(http().look("/refusals").text()).contains("unknown-detector", "999999"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Basic", "Basic %%%", "Bearer x", "viewer"})
    void shouldLetNobodyInWhoHasNotSignedIn(String authorization) throws IOException {
        Answer answer = http().act(authorization, "/floors/f1/actions", "{\"action\":\"reset\",\"why\":\"w\"}");

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.isProblem()).isTrue();
        assertThat(answer.header("WWW-Authenticate").orElse("")).startsWith("Basic");
        assertThat(http().get("/floors").status()).isEqualTo(401);
        assertThat(http().act(
                                FireClient.basic("operator", "password-of-viewer"),
                                "/floors/f1/actions",
                                "{\"action\":\"reset\",\"why\":\"w\"}")
                        .status())
                .isEqualTo(401);
        assertThat(http().get("/q/metrics").text())
                .containsPattern("tocsin_fire_sign_ins_refused_total\\{credentials=\"none\"\\} [1-9]")
                .containsPattern("tocsin_fire_sign_ins_refused_total\\{credentials=\"wrong\"\\} [1-9]");
    }

    @Test
    void shouldPutOnRecordWhatARoleMayNotDo() throws IOException {
        house().registerEachOnItsFloor(30, 30, 30);
        String floor = "/floors/f30/actions";
        String detector = "/detectors/30/actions";
        String reset = "{\"action\":\"reset\",\"why\":\"let me\"}";
        String disable = "{\"action\":\"disable\",\"for\":\"PT1M\",\"why\":\"painting\"}";

        assertThat(http().act(Person.VIEWER, floor, reset).status()).isEqualTo(403);
        assertThat(http().act(Person.OPERATOR, detector, disable).status()).isEqualTo(403);
        assertThat(http().act(Person.OPERATOR, floor, reset).status()).isEqualTo(409);
        assertThat(http().act(Person.SUPERVISOR, "/detectors/31313/actions", disable)
                        .status())
                .isEqualTo(404);

        assertThat(house().actions().stream().filter(action -> concerns(action, 30) || concerns(action, 31313)))
                .hasSize(4)
                .allSatisfy(action -> assertThat(action.refusal()).isNotNull())
                .extracting(action -> action.operator().text())
                .containsExactly("viewer", "operator", "operator", "supervisor");
        house().signal(30, "1");
        await().atMost(SOON).until(() -> house().alarms(floor(30)).size() == 1);
    }

    private static boolean concerns(OperatorAction action, int number) {
        return switch (action.command()) {
            case OperatorCommand.ToFloor command -> command.floor().equals(floor(number));
            case OperatorCommand.ToDetector command -> command.detector().equals(new DetectorId(number));
            case OperatorCommand.AcknowledgeIncident elsewhere -> false;
            case OperatorCommand.Unreadable(String place) ->
                place.contains("/" + number + "/") || place.contains("/f" + number + "/");
        };
    }

    @Test
    void shouldPutOnRecordWhatCouldNotBeRead() throws IOException {
        String floor = "/floors/f33/actions";
        String detector = "/detectors/33/actions";

        assertThat(http().act(Person.OPERATOR, floor, "{\"action\":\"burn\",\"why\":\"w\"}")
                        .status())
                .isEqualTo(422);
        assertThat(http().act(Person.OPERATOR, floor, "{\"action\":\"reset\"}").status())
                .isEqualTo(422);
        assertThat(http().act(Person.SUPERVISOR, detector, "nonsense").status()).isEqualTo(400);
        assertThat(http().act(Person.VIEWER, floor, "nonsense").status())
                .as("who may not act is told that first")
                .isEqualTo(403);
        Answer notJson = http().send(http().acting(floor, "action=reset")
                .setHeader("Content-Type", "application/x-www-form-urlencoded")
                .header("Authorization", FireClient.basic("operator", "password-of-operator"))
                .build());
        assertThat(notJson.status()).isEqualTo(415);
        assertThat(notJson.isProblem()).isTrue();

        List<String> recorded = house().actions().stream()
                .filter(action -> concerns(action, 33))
                .map(action -> action.operator() + ": " + action.refusal())
                .toList();
        assertThat(recorded).hasSize(5);
        assertThat(recorded.get(0))
                .isEqualTo("operator: it is not valid: action: must be acknowledge, silence, reset or close-valve");
        assertThat(recorded.get(1)).isEqualTo("operator: it is not valid: why: is missing");
        assertThat(recorded.get(2)).startsWith("supervisor: it is not valid: (the whole value)");
        assertThat(recorded.get(3)).isEqualTo("viewer: the role viewer may not do that");
        assertThat(recorded.get(4)).isEqualTo("operator: it was not sent as JSON");
    }

    @Test
    void shouldNotAlarmForADetectorThatIsDisabledAndShowIt() throws IOException {
        house().registerEachOnItsFloor(40, 40, 30);
        String actions = "/detectors/40/actions";
        assertThat(http().act(
                                Person.SUPERVISOR,
                                actions,
                                "{\"action\":\"disable\",\"for\":\"PT10M\",\"why\":\"painting\"}")
                        .status())
                .isEqualTo(202);
        await().atMost(SOON).untilAsserted(() -> {
            var disablement = http().look("/detectors/40").json().path("disablement");
            assertThat(disablement.path("mode").asText()).isEqualTo("disabled");
            assertThat(disablement.path("by").asText()).isEqualTo("supervisor");
            assertThat(disablement.path("why").asText()).isEqualTo("painting");
        });
        assertThat(http().act(Person.OPERATOR, actions, "{\"action\":\"test\",\"for\":\"PT1M\",\"why\":\"smoke\"}")
                        .status())
                .as("a test would end the disablement, which an operator may not")
                .isEqualTo(409);
        house().signal(40, "1");

        assertThat(http().act(Person.SUPERVISOR, actions, "{\"action\":\"enable\",\"why\":\"done\"}")
                        .status())
                .isEqualTo(202);
        await().atMost(SOON)
                .until(() ->
                        http().look("/detectors/40").json().path("disablement").isMissingNode());
        assertThat(house().events(floor(40))).isEmpty();
        house().signal(40, "1");
        await().atMost(SOON).until(() -> house().alarms(floor(40)).size() == 1);
    }

    @Test
    void shouldTellHowAFloorStands() throws IOException {
        house().registerEachOnItsFloor(50, 50, 30);
        assertThat(http().look("/floors/f50").json().path("state").asText()).isEqualTo("quiet");
        assertThat(http().look("/floors/nowhere").status()).isEqualTo(404);
        house().signal(50, "1");

        await().atMost(SOON)
                .until(() ->
                        http().look("/floors/f50").json().path("state").asText().equals("alarm"));
        var floor = http().look("/floors/f50").json();
        assertThat(floor.path("name").asText()).isEqualTo("Floor 50");
        assertThat(floor.path("alarms").asInt()).isOne();
        assertThat(floor.path("detectors").path(0).asInt()).isEqualTo(50);
        assertThat(floor.path("valve").path("told").asText()).isEqualTo("opening");
        var all = http().look("/floors").json();
        assertThat(all.path("complete").asBoolean()).isTrue();
        assertThat(all.path("floors"))
                .anyMatch(one -> one.path("floor").asText().equals("f50")
                        && one.path("state").asText().equals("alarm"));
    }

    @Test
    void shouldShowAndCloseAValveThatHasOpenedByItself() throws IOException {
        house().registerEachOnItsFloor(70, 70, 30);
        house().valveReports(floor(70), "open");
        await().atMost(SOON)
                .until(() -> valveOf("f70").path("told").asText().equals("found-open")
                        && valveOf("f70").path("fault").asBoolean());

        assertThat(http().onFloor(floor(70), "close-valve").status()).isEqualTo(202);

        await().atMost(SOON).until(() -> !house().valveCommands(floor(70)).isEmpty());
        assertThat(house().valveCommands(floor(70))).allMatch(ValveCommand.Close.class::isInstance);
    }

    private static JsonNode valveOf(String floor) throws IOException {
        return http().look("/floors/" + floor).json().path("valve");
    }

    @Test
    void shouldLeaveTheAlarmAloneThatThePreAlarmHasBecomeWhichTheOperatorSaw() throws IOException {
        house().register(new Floor(floor(80), "Floor 80", "V-80", new FloorPolicy.CoincidenceB()));
        house().register(Detector.active(new DetectorId(80), floor(80), 30));
        house().register(Detector.active(new DetectorId(81), floor(80), 30));
        await().atMost(SOON)
                .until(() -> http().look("/floors/f80").status() == 200
                        && http().look("/detectors/80").status() == 200
                        && http().look("/detectors/81").status() == 200);
        house().signal(80, "1");
        await().atMost(SOON).until(() -> stateOf("f80").equals("pre-alarm"));
        house().signal(81, "1");
        await().atMost(SOON).until(() -> stateOf("f80").equals("alarm"));

        Answer answer = http().act(
                        Person.OPERATOR,
                        "/floors/f80/actions",
                        "{\"action\":\"reset\",\"why\":\"burnt toast\",\"state\":\"pre-alarm\"}");

        assertThat(answer.status()).isEqualTo(202);
        String action = answer.json().path("actionId").asText();
        await().atMost(SOON).until(() -> house().actions().stream()
                .anyMatch(it -> it.actionId().text().equals(action)
                        && String.valueOf(it.refusal()).contains("has become an alarm")));
        assertThat(stateOf("f80")).isEqualTo("alarm");
    }

    private static String stateOf(String floor) throws IOException {
        return http().look("/floors/" + floor).json().path("state").asText();
    }

    @Test
    void shouldAskPassiveDetectorsAtTheirIntervalAndRaiseTheAlarmThatTheyAnswer() throws IOException {
        var said = new AtomicReference<>("0");
        var asked = new AtomicInteger();
        HttpServer detector = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        detector.createContext("/", exchange -> {
            asked.incrementAndGet();
            byte[] answer = said.get().getBytes(UTF_8);
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        detector.start();
        try {
            String address = "http://localhost:" + detector.getAddress().getPort() + "/signal";
            house().register(new Detector(new DetectorId(60), floor(60), DetectorKind.PASSIVE, 1, address, true));
            await().atMost(SOON).until(() -> asked.get() >= 3);
            assertThat(house().events(floor(60))).isEmpty();
            said.set("{\"signal\":1}");

            await().atMost(SOON).until(() -> house().alarms(floor(60)).size() == 1);
            assertThat(http().look("/detectors/60").json().path("everHeard").asBoolean())
                    .isTrue();
        } finally {
            detector.stop(0);
        }
    }
}
