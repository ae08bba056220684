#include "CBoostMath.h"

#include <boost/math/constants/constants.hpp>
#include <boost/math/distributions/chi_squared.hpp>
#include <boost/math/distributions/fisher_f.hpp>
#include <boost/math/distributions/non_central_t.hpp>
#include <boost/math/distributions/normal.hpp>
#include <boost/math/distributions/students_t.hpp>
#include <boost/math/special_functions/beta.hpp>
#include <boost/math/special_functions/erf.hpp>
#include <cmath>
#include <limits>

using boost::math::cdf;
using boost::math::complement;
using boost::math::quantile;

namespace {

using namespace boost::math::policies;

// Errors become NaN or an infinity in the result: there is nobody above a C function to catch an exception.
using Quiet = policy<domain_error<ignore_error>, pole_error<ignore_error>, overflow_error<ignore_error>,
                     underflow_error<ignore_error>, denorm_error<ignore_error>, rounding_error<ignore_error>,
                     evaluation_error<ignore_error>, indeterminate_result_error<ignore_error>,
                     promote_double<false>, discrete_quantile<real>>;

using Normal = boost::math::normal_distribution<double, Quiet>;
using StudentT = boost::math::students_t_distribution<double, Quiet>;
using FisherF = boost::math::fisher_f_distribution<double, Quiet>;
using ChiSquared = boost::math::chi_squared_distribution<double, Quiet>;
using NonCentralT = boost::math::non_central_t_distribution<double, Quiet>;

// The policy covers Boost's own errors; this covers whatever else a template may throw.
template <typename Body> double guarded(Body body) noexcept {
  try {
    return body();
  } catch (...) {
    return std::numeric_limits<double>::quiet_NaN();
  }
}

}  // namespace

// Phi(x) = erfc(y) / 2 with y = -x / sqrt(2). Far out, rounding y alone costs y^2 units in the last place (1e-13 at
// x = -37), so what the rounding left over goes back in as a first-order term.
double cboostmath_normal_lower(double x) noexcept {
  return guarded([=] {
    const double y = -x / boost::math::constants::root_two<double>();
    const double tail = boost::math::erfc(y, Quiet()) / 2;
    if (!(y > 1 && y < 27)) return tail;
    const double root_two_low = -9.667293313452913e-17;  // sqrt(2) minus its nearest double
    const double left_over = (std::fma(-y, boost::math::constants::root_two<double>(), -x) - y * root_two_low) *
                             boost::math::constants::half_root_two<double>();
    return tail - left_over * boost::math::constants::one_div_root_pi<double>() * std::exp(-y * y);
  });
}
double cboostmath_normal_quantile(double p) noexcept {
  return guarded([=] { return quantile(Normal(), p); });
}

// P(T > t) = I_z(df/2, 1/2) / 2 with z = df / (df + t^2). Two cases are not left to Boost 1.81: at one degree of freedom
// it loses half of the digits near zero, and t^2 overflows for large t. There z is below rounding, and the first term of
// the series of I_z is the whole: z^(df/2) / (df B(df/2, 1/2)).
double cboostmath_t_upper(double t, double df) noexcept {
  return guarded([=] {
    if (df == 1) return std::atan2(1.0, t) / boost::math::constants::pi<double>();
    if (df > 0 && t > 1e9 * std::sqrt(df) && std::isfinite(t)) {
      return std::pow(std::sqrt(df) / t, df) / (df * boost::math::beta(df / 2, 0.5, Quiet()));
    }
    return cdf(complement(StudentT(df), t));
  });
}
double cboostmath_t_quantile(double p, double df) noexcept {
  return guarded([=] { return quantile(StudentT(df), p); });
}

double cboostmath_f_lower(double x, double numerator, double denominator) noexcept {
  return guarded([=] { return cdf(FisherF(numerator, denominator), x); });
}
double cboostmath_f_upper(double x, double numerator, double denominator) noexcept {
  return guarded([=] { return cdf(complement(FisherF(numerator, denominator), x)); });
}
double cboostmath_f_quantile(double p, double numerator, double denominator) noexcept {
  return guarded([=] { return quantile(FisherF(numerator, denominator), p); });
}

double cboostmath_chi_squared_lower(double x, double df) noexcept {
  return guarded([=] { return cdf(ChiSquared(df), x); });
}
double cboostmath_chi_squared_upper(double x, double df) noexcept {
  return guarded([=] { return cdf(complement(ChiSquared(df), x)); });
}
double cboostmath_chi_squared_quantile(double p, double df) noexcept {
  return guarded([=] { return quantile(ChiSquared(df), p); });
}

double cboostmath_noncentral_t_lower(double t, double df, double noncentrality) noexcept {
  return guarded([=] { return cdf(NonCentralT(df, noncentrality), t); });
}
double cboostmath_noncentral_t_upper(double t, double df, double noncentrality) noexcept {
  return guarded([=] { return cdf(complement(NonCentralT(df, noncentrality), t)); });
}
