package io.tocsin.service.http;

/**
 * The largest body that a service has a use for; each service has one bean of this.
 *
 * @param bytes how large
 * @param ofWhat what such a body is, for people
 */
public record LargestBody(int bytes, String ofWhat) {}
