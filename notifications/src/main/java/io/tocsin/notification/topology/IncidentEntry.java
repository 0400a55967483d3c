package io.tocsin.notification.topology;

import io.tocsin.notification.routing.Incident;

/**
 * An incident as it lies in its store.
 *
 * @param incident what has been told of it, and what has not
 * @param tellings how often people were told of it: names each telling
 * @param untold whether the last telling reached nobody, and a fault says so
 */
record IncidentEntry(Incident incident, int tellings, boolean untold) {}
