import {
  type GeocoderDouble,
  startGeocoderDouble,
} from "@essaim/territory/geocoding/double/server";
import type { Environment } from "@essaim/web/environment";

/**
 * Gives the demonstration a geocoder of its own, which knows the streets of its people and answers this machine alone:
 * no address leaves it. Nothing is started where somebody said which geocoder to ask, nor in production.
 * @returns the environment to start the apps with, and the double to stop after them
 */
export async function withDemoGeocoder(
  environment: Environment,
): Promise<{ environment: Environment; double: GeocoderDouble | null }> {
  const { isDemo, isProduction, isGeocoderChosen } = environment;
  if (!isDemo || isProduction || isGeocoderChosen) return { environment, double: null };
  const double = await startGeocoderDouble();
  return { environment: { ...environment, geocoderUrl: double.baseUrl }, double };
}
